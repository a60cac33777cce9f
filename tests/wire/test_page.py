"""What does the page show, over real HTTP? All that an operator asks, and nothing that is nobody's to see."""

import json
import re

import pytest

from tests.wire.looked_at import CPF, MASKED, SECRET_WORDS, Got, Site
from tests.world import ANA, CONCEICAO, MARIA


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Got]:
    return site.crawl()


def words(got: Got) -> str:
    """A page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", got.text).split())


def test_every_link_leads_to_a_page(pages: dict[str, Got]) -> None:
    assert {link: got.status for link, got in pages.items() if got.status != 200} == {}
    kinds = {re.sub(r"[?].*|(?<=/)(in|out)-.*|(?<=/)L_.*", "", link) for link in pages}
    assert kinds >= {"/", "/mails", "/mails/", "/quarantine", "/tickets", "/tickets/", "/queues", "/letters", "/page.css", "/icon.svg"}


def test_today_says_what_came_what_waits_and_what_is_wrong(pages: dict[str, Got]) -> None:
    today = words(pages["/"])
    assert re.search(r"quarantine red since", today)
    assert "Came in today 8" in today
    for said in ("opened 3", "held-claimed 1", "held-code 1", "dead 1", "solved 1", "waiting 1"):
        assert said in today
    for said in ("mails waiting 1", "dead mails 1", "dead letters 1", "tickets solved 1", "asked to confirm it (CONFIRMAR)"):
        assert said in today
    assert "8 Mails in" in today


def test_a_mail_shows_what_was_read_in_it_and_what_came_of_it(pages: dict[str, Got]) -> None:
    mail = words(pages["/mails/in-1"])
    for said in (
        "in-1 opened",
        f"from {MARIA}",
        "proof login",
        "code 12",
        "title Portal fora do ar",
        "tela.png",
        f"CPF {MASKED}",
        "received",
    ):
        assert said in mail
    assert re.search(r"out-\d+ .{10} .{5} sent", mail)
    assert ANA in mail


def test_quarantine_names_the_command_that_mends_it_and_shows_the_reading(pages: dict[str, Got]) -> None:
    said = words(pages["/quarantine"])
    for each in ("carteiro mail retry in-6", "carteiro mail retry out-", "carteiro mail release in-5", "550 5.7.1 recusado"):
        assert each in said
    assert "[13] Isto ninguém consegue ler code 13" in said
    assert CONCEICAO in said


def test_of_a_confidential_ticket_number_state_and_group_are_all(pages: dict[str, Got]) -> None:
    shown = words(pages[secret(pages)])
    main = shown.partition("Letters")[2].partition("As of")[0]
    assert re.fullmatch(r" L_\d{5}002 assigned group 21150.SR-1 This ticket is confidential: .* says no more\. ", main)
    assert [link for link, got in pages.items() if SECRET_WORDS in got.text or "Denúncia" in got.text] == []
    assert MARIA not in pages["/mails/in-2"].text


def secret(pages: dict[str, Got]) -> str:
    return next(link for link in pages if re.fullmatch(r"/tickets/L_\d{5}002", link))


def test_no_cpf_is_shown(pages: dict[str, Got]) -> None:
    assert [link for link, got in pages.items() if CPF in got.text or re.sub(r"\D", "", CPF) in got.text] == []


def test_a_ticket_shows_its_state_events_words_and_files(pages: dict[str, Got]) -> None:
    ticket = words(pages[next(link for link in pages if re.fullmatch(r"/tickets/L_\d{5}001", link))])
    for said in (
        "solved",
        "Portal fora do ar",
        f"requester {MARIA}",
        f"technician {ANA}",
        "Limpe o cache.",
        "open maria",
        "solve ana",
        "tela.png",
    ):
        assert said in ticket


def test_queues_count_each_group_and_foresee_what_comes(pages: dict[str, Got]) -> None:
    said = words(pages["/queues"])
    assert "21150.SR-1 0 1 0 1 2 0" in said
    assert "ends the hold: the mail stays on record without effect" in said
    assert "closes the ticket as expired" in said


@pytest.mark.parametrize(
    "path", ["/nothing", "/mails/in-999", "/mails/out-999", "/tickets/L_99999999", "/letters/nobody", "/mails/in-0x1", "/health/x"]
)
def test_what_is_not_there_is_said_to_be_so(path: str, site: Site) -> None:
    assert site.ask(path).status == 404


def test_programs_are_told_how_it_goes(site: Site) -> None:
    assert json.loads(site.ask("/health/live").text) == {"live": True}
    assert json.loads(site.ask("/health/ready").text) == {"ready": True}
    health = site.ask("/health")
    said = json.loads(health.text)
    assert (health.status, said["ready"], said["ok"]) == (200, True, False)
    assert {check["name"] for check in said["checks"] if not check["ok"]} == {"quarantine"}
    metrics = site.ask("/metrics")
    assert metrics.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert "carteiro_up 1.0" in metrics.text


def test_the_page_of_a_head_is_a_head(site: Site) -> None:
    whole, head = site.ask("/"), site.ask("/", "HEAD")
    assert (head.status, head.text) == (200, "")
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]
