"""What are these bytes really? Told by the first few hundred, and by a document's own list of its members; nothing is ever unpacked."""

import re
from collections import defaultdict

_HEAD = 512
_RIFF = {b"WAVE": "audio/wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}
_BRANDS = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"avif": "image/avif", b"qt  ": "video/quicktime"} | {
    b"M4A ": "audio/mp4", b"3gp4": "video/3gpp", b"3gp5": "video/3gpp", b"3gp6": "video/3gpp"
}  # fmt: skip
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"BM": "image/bmp",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"\0\0\x01\0": "image/x-icon",
    b"\xd7\xcd\xc6\x9a": "image/wmf",
    b"%PDF-": "application/pdf",
    b"%!PS": "application/postscript",
    b"{\\rtf": "application/rtf",
    b"PK\x03\x04": "application/zip",
    b"PK\x05\x06": "application/zip",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "application/x-ole-storage",
    b"\x1f\x8b": "application/gzip",
    b"BZh": "application/x-bzip2",
    b"\xfd7zXZ\0": "application/x-xz",
    b"7z\xbc\xaf\x27\x1c": "application/x-7z-compressed",
    b"Rar!\x1a\x07": "application/vnd.rar",
    b"MSCF": "application/vnd.ms-cab-compressed",
    b"MZ": "application/vnd.microsoft.portable-executable",
    b"\x7fELF": "application/x-sharedlib",
    b"\xca\xfe\xba\xbe": "application/java-vm",
    b"\xcf\xfa\xed\xfe": "application/x-mach-binary",
    b"L\0\0\0\x01\x14\x02\0": "application/x-ms-shortcut",
    b"#!AMR": "audio/amr",
    b"#!": "text/x-shellscript",
    b"ID3": "audio/mpeg",
    b"\xff\xfb": "audio/mpeg",
    b"\xff\xf3": "audio/mpeg",
    b"\xff\xf2": "audio/mpeg",
    b"OggS": "audio/ogg",
    b"fLaC": "audio/flac",
    b"\x1aE\xdf\xa3": "video/x-matroska",
    b"\0\0\x01\xba": "video/mpeg",
    b"0&\xb2u\x8ef\xcf\x11": "video/x-ms-wmv",
    b"\x78\x9f\x3e\x22": "application/vnd.ms-tnef",
    b"\0\x05\x16\0": "application/applefile",
    b"\0\x05\x16\x07": "application/applefile",
    b"-----BEGIN PGP MESSAGE": "application/pgp-encrypted",
    b"-----BEGIN PGP SIGNATURE": "application/pgp-signature",
    b"-----BEGIN PGP PUBLIC KEY": "application/pgp-keys",
    b"BEGIN:VCARD": "text/vcard",
    b"BEGIN:VCALENDAR": "text/calendar",
}
_BY_FIRST: dict[int, list[tuple[bytes, str]]] = defaultdict(list)
for _magic, _kind in _MAGIC.items():
    _BY_FIRST[_magic[0]].append((_magic, _kind))

# An ASN.1 sequence that names PKCS #7 signed or enveloped data, in DER or BER (RFC 5652, 3).
_PKCS7 = re.compile(rb"\x30(?:\x80|[\x00-\x7f]|[\x81-\x84].{1,4}?)\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07([\x02\x03])", re.DOTALL)
_PKCS7_TYPES = {b"\x02": "application/pkcs7-signature", b"\x03": "application/pkcs7-mime"}
_MARKUP = re.compile(rb"<(?:(\?xml)|(svg)|(!doctype html|html|head|body|meta|script|table|div)|!doctype svg)[\s>:]", re.IGNORECASE)
_MAIL_FIELD = rb"(?:return-path|received|delivered-to|from|to|subject|date|message-id|mime-version|reply-to|x-[\w-]{1,40}):[ \t]"
_MAIL = re.compile(rb"(?:from [^\n]{1,200}\n)?" + _MAIL_FIELD + rb"[^\n]*+\n(?:[ \t][^\n]*+\n)*+" + _MAIL_FIELD, re.IGNORECASE)
_NO_TEXT = bytes(set(range(0x20)) - set(b"\t\n\r\x0c\x1b\b"))
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEMBERS = (
    (b"word/", _OFFICE + "wordprocessingml.document"),
    (b"xl/", _OFFICE + "spreadsheetml.sheet"),
    (b"ppt/", _OFFICE + "presentationml.presentation"),
)
_TAIL = 16 * 1024
_OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__nameid_version1.0", "application/vnd.ms-outlook"),
)
_OLE_NAMES = tuple((name.encode("utf-16-le") + b"\0\0", kind) for name, kind in _OLE_STREAMS)


def media_type(content: bytes) -> str:
    """The media type that the bytes show, `text/plain` for any other text, '' for what shows none."""
    if not content:
        return ""
    for magic, kind in _BY_FIRST.get(content[0], ()):
        if content.startswith(magic):
            return _document(content, kind)
    head = content[:_HEAD]
    return _boxed(head) or _text(head)


def _boxed(head: bytes) -> str:
    """What is told by a mark that does not stand at the very front."""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "")
    if head[257:262] == b"ustar":
        return "application/x-tar"
    if head.startswith(b"\x01\0\0\0") and head[40:44] == b" EMF":
        return "image/emf"
    found = _PKCS7.match(head)
    return _PKCS7_TYPES[found[1]] if found else ""


def _document(content: bytes, kind: str) -> str:
    if kind == "application/zip":
        return _zip(content)
    if kind == "application/x-ole-storage":
        return _ole(content)
    return kind


def _text(head: bytes) -> str:
    if head.startswith(_WIDE):
        return "text/plain"
    if head.translate(None, _NO_TEXT) != head:
        return ""
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    found = _MARKUP.match(plain)
    if found:
        if b"<svg" in plain.lower():
            return "image/svg+xml"
        return "text/html" if found[3] or b"<html" in plain.lower() else "application/xml"
    return "message/rfc822" if _MAIL.match(plain) else "text/plain"


def _zip(content: bytes) -> str:
    """By the names of its members, at the front and in the directory at the end."""
    first = content[30:80]
    if first.startswith(b"mimetype"):  # stored, so that it can be read here (ODF 1.2, part 3, 3.3)
        found = re.match(rb"[a-z0-9.+/-]{1,80}", content[38:118])
        return found[0].decode().partition("PK")[0] if found and b"/" in found[0] else "application/zip"
    if first.startswith((b"META-INF/", b"AndroidManifest.xml")):
        return "application/vnd.android.package-archive" if b"AndroidManifest" in content[-_TAIL:] else "application/java-archive"
    names = content[:_HEAD] + content[-_TAIL:]
    if b"[Content_Types].xml" in names:
        return next((kind for member, kind in _MEMBERS if member in names), "application/zip")
    return "application/zip"


def _ole(content: bytes) -> str:
    """By the streams that the directory names ([MS-CFB], 2.6); its first sector is enough."""
    size = 1 << min(int.from_bytes(content[30:32], "little"), 12)
    at = (int.from_bytes(content[48:52], "little") + 1) * size
    directory = content[at : at + 4 * size]
    return next((kind for name, kind in _OLE_NAMES if name in directory), "application/x-ole-storage")
