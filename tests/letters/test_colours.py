"""Can the letters' colours be read, whatever an office chose, and is an unreadable choice refused with a sentence?"""

from dataclasses import replace

import pytest

from gateway.post.colours import DARK, INK, READABLE, SHAPES, WHITE, Palette, contrast, mixed, read
from gateway.post.letters import Letters
from tests.letters.samples import OFFICE, REPLY_TO, SAMPLES, TEMPLATES


def test_the_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the well-known grey that just fails
    assert contrast("#1351B4", "#1351b4") == 1


def test_nothing_set_gives_the_federal_standard() -> None:
    assert read("") == Palette("#1351B4", "#168821", "#FFCD07", "#E52207")


def test_one_colour_changes_and_the_others_stay() -> None:
    assert read(" danger = #b01010 ") == Palette(danger="#b01010")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("blue=#1351B4", "NAME one of primary, success, warning, danger"),
        ("primary=blue", "such as primary=#1351B4"),
        ("primary=#1351B4;}body{", "such as primary=#1351B4"),
        ("primary=#FFCD07", "choose a darker one"),
        ("warning=#1351B4", "choose a lighter one"),
        ("primary=#767676", "choose a darker one"),  # 4.5:1 on white, and less on its own pale ground
    ],
)
def test_an_unfit_colour_is_refused_with_a_way_to_mend_it(written: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="has") as caught:
        read(written)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    "palette", [Palette(), Palette("#000000", "#000000", "#FFFFFF", "#000000"), Palette(primary="#7a0019", danger="#4b0082")]
)
def test_every_shade_derived_can_be_read(palette: Palette) -> None:
    for name in ("primary", "success", "warning", "danger"):
        assert contrast(palette.on_dark(name), DARK) >= READABLE
        assert contrast(palette.tint(name), INK) >= READABLE
        assert contrast(palette.on_white(name), WHITE) >= SHAPES
    for name in ("primary", "danger"):
        assert contrast(getattr(palette, name), WHITE) >= READABLE
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_the_letters_wear_them() -> None:
    plum = Letters(TEMPLATES, replace(OFFICE, palette=Palette(primary="#4b0082")))
    html = plum.compose(SAMPLES[0].kind, REPLY_TO, SAMPLES[0].facts).html
    assert "#4b0082" in html
    assert "#1351B4" not in html
