"""Can anybody change anything through the page, or make it show what it should not? Every link, and whatever else can be asked."""

from pathlib import Path

import pytest

from tests.wire.looked_at import Site, rows

METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
PATHS = (
    "/mails/in-6/retry",
    "/mails/in-5/release",
    "/mails/in-1%00",
    "/mails/in--1",
    "/mails/in-99999999999999999999",
    "/tickets/L_1'%20OR%20'1'='1",
    "/tickets/L_%0d%0aX-Evil:1",
    "//evil.example/mails",
    "/../../etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/letters/..",
    "/letters/..%2f..%2fsecret",
    "/letters/%2e%2e/000000000000000000000000",
    "/letters/maria@str-valesereno.example/../../../secret",
    "/page.css/../secret",
    "/templates/frame.html",
    "/%7b%7b7*7%7d%7d",
    "/" + "a" * 8000,
)
QUERIES = (
    "/mails?only=%27%20OR%201=1--",
    "/mails?only=%25",
    "/mails?only=_ead",
    "/mails?below=-1",
    "/mails?below=9999999999999999999999",
    "/mails?below=1%27",
    "/mails?only=" + "x" * 5000,
    "/mails?way=out&only=%00",
    "/mails?" + "&".join(f"a{n}=1" for n in range(500)),
    "/mails?only=%ff%fe",
    "/tickets?status=%3Cscript%3E",
    "/tickets?status=closed&below=0",
    "/?command=mail+retry+in-6",
)
MALFORMED = (
    b"RETRY /mails/in-6 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(500)) + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"EHLO localhost\r\nMAIL FROM:<a@b.example>\r\n",
    b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
)


@pytest.fixture(scope="module", autouse=True)
def nothing_changed(site: Site, looked_at_home: Path) -> object:
    """Every row of every table, before and after all tests of this file."""
    before = rows(looked_at_home)
    yield
    assert rows(looked_at_home) == before
    assert site.running.process is not None
    assert site.running.process.poll() is None


def test_following_every_link_changes_nothing(site: Site, looked_at_home: Path) -> None:
    before = rows(looked_at_home)
    for link in site.crawl():
        assert site.ask(link, "HEAD").status == 200
    assert rows(looked_at_home) == before


@pytest.mark.parametrize("method", METHODS)
def test_no_other_method_does_anything(method: str, site: Site) -> None:
    for path in ("/", "/mails/in-6", "/quarantine", "/health", "/metrics", "/nothing"):
        got = site.ask(path, method, body=b"command=retry&id=in-6")
        assert (got.status, got.headers["Allow"]) == (405, "GET, HEAD")


def test_no_path_leads_out_of_the_page(site: Site) -> None:
    told = {path: site.ask(path) for path in PATHS}
    assert {path: got.status for path, got in told.items() if got.status not in {400, 404}} == {}
    assert [
        path for path, got in told.items() if "root:" in got.text or "49" in got.text.partition("<main")[2].partition("</main>")[0]
    ] == []


def test_no_query_is_more_than_a_word_to_look_for(site: Site) -> None:
    told = {query: site.ask(query) for query in QUERIES}
    assert {query[:60]: got.status for query, got in told.items() if got.status not in {200, 400}} == {}
    for query in ("/mails?only=%25", "/mails?only=_ead", "/mails?only=%27%20OR%201=1--"):
        assert "/mails/in-" not in told[query].text
    assert "<script>" not in told["/tickets?status=%3Cscript%3E"].text


@pytest.mark.parametrize("sent", MALFORMED, ids=lambda sent: repr(sent[:40]))
def test_what_is_no_request_of_ours_is_refused_and_hung_up_on(sent: bytes, site: Site) -> None:
    said = site.raw(sent.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
    assert said == b"" or said.split()[1] in {b"400", b"421", b"405", b"505"}, said[:200]
    assert b"text/html" not in said


def test_every_answer_carries_the_headers_that_bind_a_browser(site: Site) -> None:
    asked = [site.ask(link) for link in ("/", "/mails/in-1", "/page.css", "/icon.svg", "/nothing", "/health", "/metrics")]
    asked += [site.ask("/", "POST"), site.ask("/", headers={"Host": "evil.example"})]
    for got in asked:
        assert got.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; ")
        assert "frame-ancestors 'none'" in got.headers["Content-Security-Policy"]
        assert "script" not in got.headers["Content-Security-Policy"]
        wanted = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Embedder-Policy": "require-corp",
            "X-Frame-Options": "DENY",
        }
        assert {name: got.headers.get(name) for name in wanted} == wanted
        assert got.headers.keys().isdisjoint({"Set-Cookie", "Access-Control-Allow-Origin"})
        assert "Python" not in got.headers["Server"]
        assert "<script" not in got.text
        assert " style=" not in got.text


def test_nothing_of_a_request_stands_in_the_log(site: Site) -> None:
    site.ask("/mails?only=palavra-de-quem-olha")
    site.ask("/letters/pessoa@entidade.example")
    site.raw(b"GET /palavra-de-quem-olha HTTP/1.1\r\nHost: x y\r\nConnection: close\r\n\r\n")
    assert "palavra-de-quem-olha" not in site.running.log
    assert "entidade.example" not in site.running.log
