"""Which kinds of elements are there, for the lines they make?"""

INLINE = 0
BLOCK = 1
APART = 2  # a block with space around it
ITEM = 3
LIST = 4
ROW = 5
CELL = 6
VERBATIM = 7
QUOTATION = 8
TABLE = 9
UNSEEN = 10
ANCHOR = 11
BREAK = 12  # from here on: elements that hold nothing
PICTURE = 13
RULE = 14
VOID = 15

TIGHT = "p "  # among the open tags: a paragraph without space around it

_OF_KIND = {
    BLOCK: "address article aside body center dd details div dl dt fieldset figcaption figure footer form header hgroup legend "
    "main nav search section summary caption",
    APART: "h1 h2 h3 h4 h5 h6 p",
    ITEM: "li",
    LIST: "dir menu ol ul",
    ROW: "tr",
    CELL: "td th",
    VERBATIM: "listing pre xmp plaintext",
    QUOTATION: "blockquote",
    TABLE: "table",
    UNSEEN: "audio canvas datalist iframe noembed noframes noscript object script select style svg template textarea title video xml",
    ANCHOR: "a",
    BREAK: "br",
    PICTURE: "img image",
    RULE: "hr",
    VOID: "area base basefont bgsound col embed frame head html input keygen link meta param source track wbr",
    INLINE: "abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark nobr o:p q s samp small span st1:personname strike "
    "strong sub sup tbody tfoot thead tt u var colgroup button",
}


class _Kinds(dict[str | None, tuple[str, int, bool]]):
    """name as written, `/p` for an end tag, None for a comment -> (tag, kind, whether it closes)."""

    def __missing__(self, name: str | None) -> tuple[str, int, bool]:
        lower = (name or "").lower()
        return self[lower] if lower in self else (lower.removeprefix("/"), INLINE, lower.startswith("/"))


KINDS = _Kinds({None: ("", VOID, False)})  # a comment
for _kind, _tags in _OF_KIND.items():
    for _tag in _tags.split():
        for _name in (_tag, _tag.upper()):
            KINDS[_name] = (_tag, _kind, False)
            KINDS[f"/{_name}"] = (_tag, _kind, True)

# What a new item, row or cell stands in at once; else one that nobody closed is still open.
PARENTS: dict[int, frozenset[str]] = {
    ITEM: frozenset(("dir", "menu", "ol", "ul")),
    ROW: frozenset(("table", "tbody", "tfoot", "thead")),
    CELL: frozenset(("tr",)),
}
SIBLINGS: dict[int, frozenset[str]] = {ITEM: frozenset(("li",)), ROW: frozenset(("tr",)), CELL: frozenset(("td", "th"))}
BOUNDS: dict[int, frozenset[str]] = {ITEM: PARENTS[ITEM] | SIBLINGS[CELL], ROW: frozenset(("table",)), CELL: frozenset(("table",))}

FORMATTING = frozenset(("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"))
OF_TABLES = frozenset(("table", "tbody", "td", "tfoot", "th", "thead", "tr"))
CELLS = SIBLINGS[CELL]
