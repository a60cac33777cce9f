"""What does the gallery show of a letter besides its pictures? What an inbox shows, what the buttons write, and how large it is."""

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree

from gateway.post.letters import Letters
from tests.letters.browser import SIGHTS, Sight
from tests.letters.samples import REPLY_TO, Sample

SNIPPET = 140  # characters: about what Gmail and Outlook show after the subject on a desktop
INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Written:
    """What a button writes: its label, to whom, subject and body."""

    label: str
    address: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One letter of the gallery; `snippet` is what an inbox shows after the subject, `size` the bytes of the HTML part."""

    name: str
    kind: str
    state: str
    subject: str
    snippet: str
    text: str
    html: str
    size: int
    buttons: tuple[Written, ...]
    digest: str

    def picture(self, sight: Sight) -> str:
        """The file name of a picture in the letter's folder."""
        return f"{sight.width}-{sight.scheme}.png"


def shown(sample: Sample, letters: Letters, sharp: int) -> Shown:
    """A sample as the gallery shows it; the digest changes with whatever its pictures depend on."""
    content = letters.compose(sample.kind, REPLY_TO, sample.facts)
    body = etree.HTML(content.html).find("body")
    texts = body.xpath(".//text()[not(ancestor::style)]")
    drawn = sha256(f"{content.html}\0{SIGHTS}\0{sharp}".encode()).hexdigest()
    return Shown(
        name=sample.name,
        kind=sample.kind,
        state=sample.name.removeprefix(sample.kind).removeprefix("-"),
        subject=content.subject,
        snippet=" ".join(INVISIBLE.sub("", " ".join(texts)).split())[:SNIPPET],
        text=content.text,
        html=content.html,
        size=len(content.html.encode()),
        buttons=tuple(_written(" ".join("".join(link.itertext()).split()), link.get("href", "")) for link in body.iter("a")),
        digest=drawn,
    )


def _written(label: str, href: str) -> Written:
    parts = urlsplit(href)
    query = parse_qs(parts.query)
    return Written(label, unquote(parts.path), query.get("subject", [""])[0], query.get("body", [""])[0])
