"""Does the gallery draw the letters it is asked for, each once, and show all that there is to see of them?"""

from dataclasses import replace
from pathlib import Path
from struct import unpack

import pytest
from lxml import html as pages

from tests.letters.asked import ALL
from tests.letters.browser import SIGHTS
from tests.letters.gallery.__main__ import main
from tests.letters.gallery.drawing import Hung, hang
from tests.letters.samples import OFFICE, Sample, letters

BY_NAME = {sample.name: sample for sample in ALL}
CHOSEN = tuple(BY_NAME[name] for name in ("solution", "digest-day-14", "closed"))


def hung(folder: Path, samples: tuple[Sample, ...] = CHOSEN) -> Hung:
    return hang(folder, samples, letters(), OFFICE)


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, in pixels (its IHDR chunk)."""
    start = picture.read_bytes()[:24]
    assert start.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = unpack(">II", start[16:])
    return width, height


def test_every_letter_has_its_page_parts_and_pictures(tmp_path: Path) -> None:
    done = hung(tmp_path)
    assert done == (tmp_path / "index.html", 3, 3)
    index = pages.fromstring(done.page.read_text(encoding="utf-8"))
    cards = [link.get("href") for link in index.find_class("card")]
    assert cards == ["closed/index.html", "digest-day-14/index.html", "solution/index.html"]
    for sample in CHOSEN:
        folder = tmp_path / sample.name
        page = pages.fromstring((folder / "index.html").read_text(encoding="utf-8"))
        for _, _, link, _ in page.iterlinks():
            assert (folder / link.partition("#")[0]).exists(), link
        sizes = [size(folder / f"{sight.width}-{sight.scheme}.png") for sight in SIGHTS]
        assert [width for width, _ in sizes] == [sight.width for sight in SIGHTS]
        assert all(height >= 800 for _, height in sizes)
        assert (folder / "360-light.png").read_bytes() != (folder / "360-dark.png").read_bytes()


def test_it_shows_what_an_inbox_shows_and_what_buttons_write(tmp_path: Path) -> None:
    hung(tmp_path, CHOSEN[:1])
    words = pages.fromstring((tmp_path / "solution/index.html").read_text(encoding="utf-8")).text_content()
    for word in ("[L_61122001] Portal indisponível desde cedo", "RECUSAR: ", "Responda acima desta linha.", "O serviço foi restabelecido"):
        assert word in words


def test_only_what_has_changed_is_drawn_again(tmp_path: Path) -> None:
    hung(tmp_path)
    first, second, third = CHOSEN
    assert hung(tmp_path).drawn == 0
    other = replace(first, facts={**first.facts, "text": "Outra solução."})
    (tmp_path / second.name / "360-dark.png").unlink()
    assert hung(tmp_path, (other, second)) == (tmp_path / "index.html", 2, 2)
    assert not (tmp_path / third.name).exists()


def test_it_is_started_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["closed", "--into", str(tmp_path)]) == 0
    assert f"1 letters, 1 drawn: open file://{tmp_path}/index.html" in capsys.readouterr().out
    assert main(["nothing-of-the-kind"]) == 2
