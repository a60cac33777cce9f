"""Can the operator's page be served, and does its password stay unread on the way?"""

import http.client
import socket
from contextlib import closing, suppress

from gateway import pageurl
from gateway.console.doctor.finding import Finding, Note, summed
from gateway.console.page.guard import Guard
from gateway.loopback import called_from_here, is_loopback
from gateway.pageurl import PageUrl
from gateway.settings import Settings

PART = "page"
SECONDS = 5.0
OURS = "Carteiro"  # page/answer.py


def name(settings: Settings) -> str:
    """As a browser is told it."""
    url = pageurl.read(settings.page)
    return url.shown if url else settings.page


def look(settings: Settings) -> Finding:
    """Takes the port for a moment, or sees that our page answers there. Raises BadSettings when its password cannot be read."""
    url = pageurl.read(settings.page)
    if url is None:
        return Finding(PART, settings.page, True, "is not served")
    Guard(url)
    says, notes = _port(url)
    if not is_loopback(url.host):
        mend = (
            "Set CARTEIRO_PAGE to http://127.0.0.1:8025 and reach it through a tunnel (`ssh -L`), or put a proxy that speaks TLS before it."
        )
        notes.append(Note("open", f"{url.host} is open to others, and the password travels there in clear", mend))
    return summed(PART, url.shown, (says,), notes)


def _port(url: PageUrl) -> tuple[str, list[Note]]:
    try:
        with socket.socket(socket.AF_INET6 if ":" in url.host else socket.AF_INET) as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind((url.host, url.port))
            taken.listen(1)
    except OSError as error:
        if _ours(url):
            return "our page answers there", []
        mend = f"Name another port in CARTEIRO_PAGE, or off; `ss -ltnp 'sport = :{url.port}'` shows who has this one."
        return "", [Note("taken", f"port {url.port} cannot be taken ({error.strerror})", mend)]
    return "its port is free", []


def _ours(url: PageUrl) -> bool:
    host = called_from_here(url.host)
    with suppress(OSError, http.client.HTTPException), closing(http.client.HTTPConnection(host, url.port, timeout=SECONDS)) as asked:
        asked.request("GET", "/health/live")
        answer = asked.getresponse()
        answer.read()
        return answer.headers.get("Server") == OURS
    return False
