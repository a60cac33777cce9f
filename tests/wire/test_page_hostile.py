"""Does anything that a mail says run in the browser of who looks at it? The usual payloads in name, subject, text, file name and letter."""

import re
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from markupsafe import escape

from tests.letters.browser import Sight
from tests.wire.chromium import Looker, chromium
from tests.wire.looked_at import Site, looking
from tests.wire.premises import until
from tests.world import MARIA, PNG, World

PAYLOADS = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    '"><svg onload=window.hacked=1>',
    "'-window.hacked=1-'",
    '" onmouseover="window.hacked=1" autofocus onfocus="window.hacked=1',
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<iframe src=javascript:parent.hacked=1></iframe>",
    "javascript:window.hacked=1//",
    "<a href=javascript:window.hacked=1>aqui</a>",
    "</title><script>window.hacked=1</script>",
    "</textarea></details></pre><script>window.hacked=1</script>",
    "{{ 7411*7411 }}{% for x in [1] %}window{% endfor %}",
    "${7411*7411}<%= 7411*7411 %>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<style>@import 'http://evil.example/x.css';body{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<base href=http://evil.example/>",
    "<form action=http://evil.example/><button autofocus>x</button></form>",
    "<object data=http://evil.example/x></object><embed src=http://evil.example/x>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.hacked=1>",
    "<noscript><p title='</noscript><img src=x onerror=window.hacked=1>'>",
    "<!--><img src=x onerror=window.hacked=1>-->",
    "&lt;script&gt;window.hacked=1&lt;/script&gt;",
    "\u202e<script>window.hacked=1</script>\u202c",
    "＜script＞window.hacked=1＜/script＞",
    "<b>negrito</b>",
)
PRODUCT = str(7411 * 7411)
TURNING = "\u202e\u202c"
IN_A_MAIL = 4  # subject, title, and the text twice
PARTS = "script, object, embed, base, style, meta[http-equiv], b, main img, main svg:not(.chart)"
FOREIGN = f"{PARTS}, form:not([action='/mails']), iframe:not([src^='/letters/'])"
LOOKED_FOR = f"""() => [...document.querySelectorAll("{FOREIGN}")].concat(
    [...document.querySelectorAll('*')].filter(
        each => [...each.attributes].some(one => one.name.startsWith('on') || /^javascript:/i.test(one.value)))
    ).map(each => each.outerHTML.slice(0, 200))"""


def hostile(number: int) -> bytes:
    """A mail that says one of them everywhere."""
    payload = PAYLOADS[number]
    mail = EmailMessage()
    mail["From"], mail["To"] = f'"{payload.replace(chr(34), "")}" <{MARIA}>', "suporte@carteiro.example"
    mail["Subject"] = f"[12] {payload}"
    mail["Message-ID"] = f"<payload-{number}@cliente.example>"
    mail.set_content(f"{payload}\n\n> {payload}\n")
    mail.add_alternative(f"<p>{payload}</p>", subtype="html")
    mail.add_attachment(PNG, maintype="image", subtype="png", filename=f"{payload}.png")
    return mail.as_bytes()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> object:
    """A process that has taken, answered and delivered all of them, and has some in quarantine."""
    home: Path = tmp_path_factory.mktemp("hostile")
    world = World(home, database=f"sqlite:///{home}/carteiro.db", evidence=f"file:{home}/evidence")
    for number in range(len(PAYLOADS)):
        claimed = number % 5 == 0
        world.raw_in(hostile(number), login="" if claimed else world.person(MARIA).id, mail_from=MARIA)
    while world.jobs.hear():
        pass
    world.close()
    with looking(home, "up") as site:
        yield site


def test_nothing_that_a_mail_says_runs_or_becomes_a_part_of_the_page(attacked: Site) -> None:
    """Even without the policy that forbids it."""
    pages = ["/", "/mails", "/mails?way=out", "/quarantine", "/tickets", "/queues", "/letters", attacked.ask("/letters").links[-1]]
    pages += [f"/mails/in-{number}" for number in range(1, len(PAYLOADS) + 1)]
    pages += [link for link in attacked.ask("/tickets").links if link.startswith("/tickets/")]
    pages += [link for link in attacked.ask("/mails?way=out").links if link.startswith("/mails/out-")][:10]
    with chromium() as browser:
        looker = Looker(browser, Sight(1200, "light"))
        foreign = {}
        for link in pages:
            looker.go(f"{attacked.url}{link}")
            foreign[link] = looker.page.evaluate(LOOKED_FOR)
        looker.close()
    assert {link: found for link, found in foreign.items() if found} == {}
    assert looker.ran == []
    assert [url for url in looker.asked if not url.startswith(attacked.url)] == []


@pytest.mark.parametrize("at", range(len(PAYLOADS)), ids=PAYLOADS)
def test_what_was_written_is_shown_as_it_was_written(attacked: Site, at: int) -> None:
    written, text = "".join(sign for sign in PAYLOADS[at] if sign not in TURNING), attacked.ask(f"/mails/in-{at + 1}").text
    assert text.count(str(escape(written))) >= IN_A_MAIL
    assert written not in text or escape(written) == written
    assert not set(TURNING) & set(text)
    assert PRODUCT not in text


def with_button(site: Site) -> list[str]:
    """Maria's letters that have a link to answer by; which of hers have left so far is a matter of time."""
    person = next((link for link in site.ask("/letters").links if "maria" in link), "")
    letters = [link for link in site.ask(person).links if link.startswith(f"{person}/")] if person else []
    return [letter for letter in letters if 'href="mailto:' in site.ask(f"{letter}/html").text]


def test_a_letter_of_the_demo_stands_in_a_frame_in_which_nothing_can_be_done(attacked: Site) -> None:
    until(lambda: with_button(attacked), 60)
    letter = with_button(attacked)[0]
    shown, page = attacked.ask(letter), attacked.ask(f"{letter}/html")
    (framed,) = re.findall(r'<iframe src="([^"]+)" sandbox title="', shown.text)
    assert unquote(unescape(framed)) == unquote(f"{letter}/html")
    assert shown.text.count("<iframe") == 1
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; ")
    assert policy.endswith("frame-ancestors 'self'; sandbox")
    with chromium() as browser:
        looker = Looker(browser, Sight(360, "light"))
        looker.go(f"{attacked.url}{letter}")
        frame = looker.page.frames[1]
        assert frame.url.endswith("/html")
        assert "Suporte INSS" in frame.locator("body").inner_text()
        before = looker.page.url
        frame.locator("a[href^='mailto:']").first.click(no_wait_after=True)
        assert (looker.page.url, looker.page.frames[1].url) == (before, frame.url)
        assert (looker.ran, looker.axe(), looker.wide()) == ([], [], 0)
        looker.close()
