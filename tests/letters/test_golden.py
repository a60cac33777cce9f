"""Does every letter still read as it did when last looked at? After a change that is meant: `python -m tests.letters.golden`."""

import pytest

from tests.letters.asked import ALL
from tests.letters.golden_mails import GOLDEN, mail, outline, shown
from tests.letters.samples import Sample, letters

LETTERS = letters()


def test_every_sample_has_its_golden_mail_and_no_golden_mail_lacks_its_sample() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {sample.name for sample in ALL}
    assert len({sample.name for sample in ALL}) == len(ALL)


@pytest.mark.parametrize("sample", ALL, ids=[sample.name for sample in ALL])
def test_the_mail_is_the_golden_one(sample: Sample) -> None:
    golden = GOLDEN / f"{sample.name}.txt"
    assert golden.is_file(), "write it: python -m tests.letters.golden"
    assert shown(mail(LETTERS, sample)) == golden.read_text(encoding="utf-8")


def test_a_change_of_look_changes_nothing_and_a_change_of_words_or_links_does() -> None:
    page = (
        '<body><div class="a" style="x"><p>Olá, <strong>Ana</strong>.<br>Tudo?</p></div>'
        '<a href="mailto:a@b.example?body=SIM">Sim</a></body>'
    )
    again = (
        '<head><style>p{}</style></head><body><table role="presentation" width="9"><tr><td bgcolor="red"><p style="y">Olá,\n'
        '<strong class="z">Ana</strong>.<br>\nTudo?</p></td></tr></table><!-- x -->'
        '<a class="b" href="mailto:a@b.example?body=SIM">Sim</a></body>'
    )
    assert outline(page).replace("  <head>\n", "") == outline(again).replace("  <head>\n", "")
    assert outline(page) == (
        "<html>\n  <body>\n    <p> Olá, <strong>Ana</strong>. / Tudo?\n    <a href='mailto:a@b.example' body='SIM'> Sim"
    )
    for before, after in (("Ana", "Bia"), ("SIM", "NÃO"), ("<p>", "<h1>"), ("strong", "em")):
        assert outline(page.replace(before, after)) != outline(page)
