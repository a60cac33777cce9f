"""How is the gallery written? One folder a letter, one page over all; only what has changed is drawn again."""

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gateway.post.letters import Letters, Office
from gateway.post.wording import size_pt
from tests.letters.browser import SIGHTS, SIZES, Browser
from tests.letters.gallery.shown import Shown, shown
from tests.letters.samples import Sample

KEPT = "drawn.json"  # name of each letter -> digest of what its pictures show
PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True, trim_blocks=True)
PAGES.filters["size"] = size_pt


class Hung(NamedTuple):
    """What a run did: the page to open, how many letters it shows, how many of them had to be drawn."""

    page: Path
    letters: int
    drawn: int


def hang(
    folder: Path,
    samples: Iterable[Sample],
    letters: Letters,
    office: Office,
    sharp: int = 1,
    follow: Callable[[Sequence[Shown]], Iterable[Shown]] = iter,
) -> Hung:
    """Writes the gallery of these samples into folder, which it owns. follow: wraps the letters to be drawn, to tell of the progress.

    sharp: device pixels for each CSS pixel. Raises AssertionError when Chromium is missing or a letter asks for anything.
    """
    every = [shown(sample, letters, sharp) for sample in samples]
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder)
    for name in set(known) - {letter.name for letter in every}:
        shutil.rmtree(folder / name, ignore_errors=True)
    known = {letter.name: letter.digest for letter in every if _is_drawn(folder, letter, known)}
    missing = [letter for letter in every if letter.name not in known]
    try:
        _draw(folder, missing, sharp, known, follow)
    finally:
        (folder / KEPT).write_text(json.dumps(known, indent=0), encoding="utf-8")
    _write_pages(folder, every, office)
    return Hung(folder / "index.html", len(every), len(missing))


def _known(folder: Path) -> dict[str, str]:
    kept = folder / KEPT
    return dict(json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else {}


def _is_drawn(folder: Path, letter: Shown, known: dict[str, str]) -> bool:
    pictures = (folder / letter.name / letter.picture(sight) for sight in SIGHTS)
    return known.get(letter.name) == letter.digest and all(picture.exists() for picture in pictures)


def _draw(
    folder: Path, missing: Sequence[Shown], sharp: int, known: dict[str, str], follow: Callable[[Sequence[Shown]], Iterable[Shown]]
) -> None:
    if not missing:
        return
    with Browser(dict.fromkeys(SIZES, sharp)) as browser:
        for letter in follow(missing):
            (folder / letter.name).mkdir(exist_ok=True)
            for sight in SIGHTS:
                (folder / letter.name / letter.picture(sight)).write_bytes(browser.picture(letter.html, sight))
            known[letter.name] = letter.digest


def _write_pages(folder: Path, every: Sequence[Shown], office: Office) -> None:
    kinds: dict[str, list[Shown]] = defaultdict(list)
    for letter in every:
        kinds[letter.kind].append(letter)
    common = {"office": office, "sights": SIGHTS}
    index = PAGES.get_template("index.html").render(kinds=dict(sorted(kinds.items())), count=len(every), **common)
    (folder / "index.html").write_text(index, encoding="utf-8")
    ordered = [letter for _, letters in sorted(kinds.items()) for letter in letters]
    page = PAGES.get_template("letter.html")
    for before, letter, after in zip([ordered[-1], *ordered], ordered, [*ordered[1:], ordered[0]], strict=False):
        own = folder / letter.name
        (own / "index.html").write_text(page.render(letter=letter, before=before, after=after, **common), encoding="utf-8")
        (own / "letter.html").write_text(letter.html, encoding="utf-8")
        (own / "letter.txt").write_text(letter.text, encoding="utf-8-sig")  # a browser takes text without a mark for Latin-1
