"""What does the page answer? A status, some bytes, and headers that leave nothing to a browser's goodwill."""

from collections.abc import Mapping
from dataclasses import dataclass

HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
"""Of a letter in its frame: its own styles, and nothing else; no script, no form, no way out."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Server": "Carteiro",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """status: RFC 9110; kind: the media type; policy: the Content-Security-Policy; more: headers that this one needs beside HEADERS."""

    status: int
    body: bytes
    kind: str = HTML
    policy: str = PAGE_POLICY
    more: Mapping[str, str] | None = None

    @property
    def headers(self) -> dict[str, str]:
        """All of them, without the length."""
        framed = {} if self.policy == LETTER_POLICY else {"X-Frame-Options": "DENY"}
        return {**HEADERS, **framed, "Content-Security-Policy": self.policy, "Content-Type": self.kind, **(self.more or {})}


def plain(status: int, sentence: str, more: Mapping[str, str] | None = None) -> Answer:
    """A sentence."""
    return Answer(status, f"{sentence}\n".encode(), PLAIN, more=more)
