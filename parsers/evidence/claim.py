"""Does a file say that it is something harmless, and is something else? Only contradictions that could hurt who opens it."""

from parsers.mime.endings import UNTYPED, type_of

_PROGRAMS = frozenset(
    {
        "application/java-archive",
        "application/java-vm",
        "application/vnd.android.package-archive",
        "application/vnd.microsoft.portable-executable",
        "application/x-bat",
        "application/x-dosexec",
        "application/x-executable",
        "application/x-mach-binary",
        "application/x-ms-shortcut",
        "application/x-msdos-program",
        "application/x-msdownload",
        "application/x-sharedlib",
        "application/x-sh",
        "text/x-shellscript",
    }
)
_PAGES = frozenset({"text/html", "image/svg+xml", "application/xhtml+xml"})
_ARCHIVES = frozenset(
    {
        "application/gzip",
        "application/vnd.ms-cab-compressed",
        "application/vnd.rar",
        "application/x-7z-compressed",
        "application/x-bzip2",
        "application/x-tar",
        "application/x-xz",
        "application/zip",
    }
)
# What people open without a thought. A page called .xls or .doc is what many systems export, and no lie.
_LOOKED_AT = ("image/", "audio/", "video/")


def is_program(name: str, claimed: str, sniffed: str) -> bool:
    """Whether a file is a program, by its bytes, its name or the type it claims."""
    return not {claimed, sniffed, type_of(name)}.isdisjoint(_PROGRAMS)


def contradicts(name: str, claimed: str, sniffed: str) -> bool:
    """Whether the name or the type claims another kind of file than the bytes are, in a way that matters."""
    claims = {kind for kind in (claimed, type_of(name)) if kind != UNTYPED}
    if not claims or claims & _PROGRAMS or sniffed in claims:
        return False
    if sniffed in _PROGRAMS:
        return True
    is_document = bool(sniffed) and sniffed.startswith(("application/vnd.openxml", "application/vnd.ms-", "application/msword"))
    if sniffed in _PAGES or sniffed in _ARCHIVES or is_document:
        return any(_is_looked_at(kind) and kind not in _PAGES for kind in claims)
    return False


def _is_looked_at(kind: str) -> bool:
    return kind.startswith(_LOOKED_AT) or kind == "application/pdf"
