"""What does this leaf hold? Its bytes decoded, its disposition and name, and the files that stand uuencoded in its text."""

from collections.abc import Mapping
from typing import NamedTuple

from parsers.mime import charset, header, quoted, transfer, uuencode

Fields = Mapping[str, tuple[bytes, ...]]


class Content(NamedTuple):
    """A leaf's content. files: (name, bytes) of those that stood in its text; defect: a word, '' when all was well."""

    decoded: bytes
    disposition: str
    name: str
    content_id: str
    files: tuple[tuple[str, bytes], ...]
    defect: str


def encoding(entity: Fields) -> str:
    """The transfer encoding that the fields name; see `transfer.name`."""
    return transfer.name(_field(entity, "content-transfer-encoding"))


def read(body: bytes, media_type: str, parameters: Mapping[str, str], entity: Fields, outer_encoding: str) -> Content:
    """Read one leaf. outer_encoding: what the multipart around it says for parts that say nothing (RFC 2045, 6.4 forbids it)."""
    named, is_text = encoding(entity), media_type.startswith("text/")
    decoded, defect = transfer.decode(body, named, is_text=is_text)
    if outer_encoding == "quoted-printable" and named == "7bit" and is_text and quoted.is_encoded(decoded):
        decoded, defect = quoted.decode(decoded), "encoding"
    said = _field(entity, "content-disposition")
    disposition = said.partition(";")[0].strip().partition(" ")[0].lower()
    name = header.words(header.parameters(said).get("filename", "") or parameters.get("name", ""))
    files: list[tuple[bytes, bytes]] = []
    if media_type == "text/plain" and not name and disposition != "attachment":
        decoded, files = uuencode.split(decoded)
    elif named == "uuencode" and not name and (whole := uuencode.decode(body)):
        name = _shown(whole[0])
    content_id = _field(entity, "content-id").strip("<> ")
    found = tuple((_shown(raw), inside) for raw, inside in files) if files else ()
    return Content(decoded, disposition, name, content_id, found, defect)


def _field(entity: Fields, name: str) -> str:
    return header.unfold(entity[name][0]) if name in entity else ""


def _shown(name: bytes) -> str:
    return header.printable(charset.decode(name, "")[0])
