"""Does the text part say all that the HTML shows? Who reads only it must lack no number, date, name, file or way to answer."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from lxml import etree

from gateway.post.letters import Content
from gateway.post.wording import STATUSES
from tests.letters.asked import ALL
from tests.letters.samples import REPLY_TO, Sample, letters

LETTERS = letters()
EVERY = pytest.mark.parametrize("sample", ALL, ids=[sample.name for sample in ALL])
WORD = re.compile(r"[^\W_]+(?:[-.:/@,_+][^\W_]+)*")
REPEATED = re.compile(r"L_\d+$|\d\d/\d\d$")
LINK = re.compile(r"^<mailto:.*>$", re.MULTILINE)
# Words in capitals that name something of the page's own: its columns.
LABELS = {"ID"}


def composed(sample: Sample) -> Content:
    return LETTERS.compose(sample.kind, REPLY_TO, sample.facts)


def page_words(content: Content) -> str:
    """What the page shows, but for its preheader and headline, which say once more what follows."""
    body = etree.HTML(content.html).find("body")
    body.remove(body[0])
    for headline in body.iter("h1"):
        headline.clear(keep_tail=True)
    return flat(" ".join(body.itertext()))


def text_words(content: Content) -> str:
    return flat(LINK.sub("", content.text))


def flat(text: str) -> str:
    return " ".join(text.split())


def said(value: object) -> Iterator[str]:
    """Every text among the facts of a letter, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from said(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from said(getattr(value, field.name))


@EVERY
def test_every_number_and_date_stands_in_the_text_as_often_as_on_the_page(sample: Sample) -> None:
    """Once at least: the ticket's own number, which the page's head repeats, and the days below a picture."""
    content = composed(sample)
    page, text = (Counter(w for w in WORD.findall(words) if re.search(r"\d", w)) for words in (page_words(content), text_words(content)))
    lacking = {word: count for word, count in (page - text).items() if word not in text or not REPEATED.match(word)}
    assert lacking == {}


@EVERY
def test_every_order_and_state_on_the_page_stands_in_the_text(sample: Sample) -> None:
    content = composed(sample)
    page, text = page_words(content), text_words(content)
    orders = {word for word in WORD.findall(page) if word.isupper() and len(word) > 1 and not re.search(r"\d", word)} - LABELS
    assert orders <= set(WORD.findall(text))
    assert {label for label in STATUSES.values() if label in page and label.casefold() not in text.casefold()} == set()


@EVERY
def test_every_name_title_and_file_on_the_page_stands_in_the_text(sample: Sample) -> None:
    content = composed(sample)
    page, text = page_words(content), text_words(content)
    assert {fact for value in sample.facts.values() for fact in map(flat, said(value)) if fact in page and fact not in text} == set()


@EVERY
def test_every_link_in_the_text_stands_below_words_that_say_what_it_does(sample: Sample) -> None:
    """What they are is compared with the page's elsewhere (test_letters.py)."""
    lines = [line.strip() for line in composed(sample).text.split("\n")]
    for place, line in enumerate(lines):
        if LINK.match(line):
            above = lines[place - 1]
            assert above, f"nothing stands above {line}"
            assert not LINK.match(above), f"two links under one line: {line}"
