"""Does any page give a text, and does no seen word get lost, however its tags are nested, closed or broken?"""

from hypothesis import given, settings
from hypothesis import strategies as some

from parsers.page import markup

MOST = 500_000
TAGS = (
    "p",
    "div",
    "b",
    "span",
    "font",
    "a",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "h1",
    "center",
    "blockquote",
    "o:p",
    "tbody",
    "dl",
    "dd",
)
LOOKS = (
    *(
        "",
        " style='color:#1F497D;font-size:11pt'",
        " class=MsoNormal",
        " style='border-left:1px solid #ccc'",
        " id=x",
        " style='margin-left:9px'",
    ),
    *(
        " bgcolor=black",
        " style='background:white'",
        " type=cite",
        " class=gmail_quote",
        " class=gmail_signature",
        " href=https://x.example/",
    ),
    *(" data-x='a>b'", ' title="', " name=_MailOriginal", " style='white-space:pre'"),
)
PIECES = some.one_of(
    some.tuples(some.sampled_from(TAGS), some.sampled_from(LOOKS)).map(lambda both: f"<{both[0]}{both[1]}>"),
    some.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
    some.sampled_from(
        ("<br>", "<hr tabindex=-1>", "&nbsp;", "<!-- x -->", "<![if !x]>", "\n", " ", "<img src=cid:a alt=b>", "< ", "& ", "</x>")
    ),
)


@settings(max_examples=300, deadline=None)
@given(some.lists(PIECES, max_size=40), some.booleans())
def test_no_word_is_lost_between_tags(pieces: list[str], answers: bool) -> None:
    pieces = [piece for piece in pieces if '="' not in piece]
    page = "".join(f"{piece}w{number} " for number, piece in enumerate(pieces))
    shown = markup.read(page, MOST, answers=answers)
    assert [word for word in shown.text.replace(">", " ").replace("<", " ").split() if word[0] == "w"] == [
        f"w{n}" for n in range(len(pieces))
    ]
    assert (shown.whole, shown.doubtful) == (True, False)


@settings(max_examples=300, deadline=None)
@given(
    some.lists(
        some.one_of(
            PIECES, some.text(max_size=6), some.sampled_from(("<", ">", '"', "'", "=", "/", "<!--", "<style>", "</style>", "{", "}"))
        )
    )
)
def test_any_page_gives_a_text(pieces: list[str]) -> None:
    shown = markup.read("".join(pieces), MOST)
    assert not shown.text.startswith("\n")
    assert not shown.text.endswith("\n")
