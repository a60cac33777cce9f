"""Does each letter say what it must, in text and HTML, whatever a sender wrote into it?"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jinja2
import pytest
from lxml import etree

from gateway.post.cleaning import one_line
from gateway.post.letters import SUBJECT_LIMIT, Content
from gateway.post.plain import COLUMNS
from tests.letters.asked import ALL as SAMPLES
from tests.letters.samples import ANSWERED, OFFICE, REPLY_TO, TEMPLATES, WHYS_MAILBOX, Sample, letters

MARKER = "Responda acima desta linha."
LETTERS = letters()
KINDS = sorted(folder.name for folder in TEMPLATES.iterdir() if folder.name != "_base")
BY_NAME = {sample.name: sample for sample in SAMPLES}
WITHOUT_ANSWER = {
    "approved",
    "expired",
    "closed",
    "not_entitled",
    "withdrawn",
    "cancelled",
    "unanswered",
    "alarm",
    "mailbox",
    "stamps",
    "health",
    "digest",
}
HOSTILE = "<script>alert(1)</script>{{7*7}}{% if %}%(x)s{0.__class__}\"'&\r\nBcc: x@y.example\u2028\u202eX"
EVERY = pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])


def compose(name: str, **changes: object) -> Content:
    sample = BY_NAME[name]
    return LETTERS.compose(sample.kind, REPLY_TO, {**sample.facts, **changes})


def links(html: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', html)]


def answers(content: Content) -> list[tuple[str, str, str]]:
    """The address, subject and body that each button writes."""
    found = []
    for link in links(content.html):
        parts = urlsplit(link)
        query = parse_qs(parts.query)
        found.append((parts.path, query.get("subject", [""])[0], query.get("body", [""])[0]))
    return found


def seen(html: str) -> str:
    """The HTML's text, as the browser's parser reads it."""
    return " ".join("".join(etree.HTML(html).itertext()).split())


def test_every_folder_holds_its_three_files_and_has_a_sample() -> None:
    for kind in KINDS:
        assert {file.name for file in (TEMPLATES / kind).iterdir()} == {"subject.txt", "body.txt", "body.html"}, kind
    assert sorted({sample.kind for sample in SAMPLES}) == KINDS


@EVERY
def test_every_letter_is_in_order(sample: Sample) -> None:
    content = LETTERS.compose(sample.kind, REPLY_TO, sample.facts)
    assert content.subject == one_line(content.subject)
    assert not content.subject.lower().startswith("re:")
    assert content.html.startswith('<!DOCTYPE html><html lang="pt-BR"')
    assert "{{" not in content.html + content.text
    assert "assinado digitalmente" not in content.html + content.text
    assert len(content.html.encode()) < 100_000
    for line in content.text.split("\n"):
        assert len(line) <= COLUMNS or line.startswith("<mailto:"), line
    ticket = sample.facts.get("ticket")
    if ticket is not None:
        assert content.subject == f"[{ticket.number}] {ticket.title}"  # type: ignore[attr-defined] # the samples hold TicketFacts
        assert ticket.number in content.text  # type: ignore[attr-defined] # as above
        assert ticket.number in seen(content.html)  # type: ignore[attr-defined] # as above


@EVERY
def test_the_marker_stands_on_top_of_what_may_be_answered(sample: Sample) -> None:
    content = LETTERS.compose(sample.kind, REPLY_TO, sample.facts)
    body = etree.HTML(content.html).find("body")
    shown = [text.strip() for text in body.itertext() if text.strip()]
    if sample.kind in WITHOUT_ANSWER:
        assert MARKER not in content.text + content.html
    else:
        assert content.text.startswith(MARKER + "\n")
        assert shown.index(MARKER) == 1  # after the preheader alone


@EVERY
def test_nothing_is_fetched_from_afar(sample: Sample) -> None:
    html = LETTERS.compose(sample.kind, REPLY_TO, sample.facts).html
    assert not re.search(r"<(img|link|script|iframe|object|form)\b|url\(|https?://|@import", html)
    assert all(link.startswith("mailto:") for link in links(html))


@EVERY
def test_every_button_writes_to_us_in_the_text_part_too(sample: Sample) -> None:
    content = LETTERS.compose(sample.kind, REPLY_TO, sample.facts)
    assert {address for address, _, _ in answers(content)} <= {REPLY_TO, OFFICE.address}
    assert re.findall(r"^<(mailto:.*)>$", content.text, re.MULTILINE) == links(content.html)


def poisoned(value: Any) -> Any:
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, tuple):
        return tuple(poisoned(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            "status",
            "number",
            "why",
            "unless",
            "whole",
            "unable",
            "step",
            "span",
            "word",
        }  # unless, whole, unable are the catalogue's and ours
        return replace(value, **{f.name: poisoned(getattr(value, f.name)) for f in fields(value) if f.name not in kept})
    return value


def hostile(facts: Mapping[str, object]) -> dict[str, object]:
    ours = {"why", "done", "audience", "reason", "handed", "without"}
    return {name: value if name in ours else poisoned(value) for name, value in facts.items()}


@EVERY
def test_nothing_a_sender_wrote_acts(sample: Sample) -> None:
    content = LETTERS.compose(sample.kind, REPLY_TO, hostile(sample.facts))
    tree = etree.HTML(content.html)
    plain = etree.HTML(LETTERS.compose(sample.kind, REPLY_TO, sample.facts).html)
    assert {node.tag for node in tree.iter()} <= {node.tag for node in plain.iter()} | {"br"}
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
    assert "alert(1)</script>{{7*7}}{% if %}%(x)s{0.__class__}" in seen(content.html)
    assert "{{7*7}}" in content.text
    assert "\u202e" not in content.text + content.html + content.subject
    assert not re.search("[\r\n\v\f\x85\u2028]", content.subject)
    assert len(content.subject) <= SUBJECT_LIMIT
    for address, _, body in answers(content):
        assert address in {REPLY_TO, OFFICE.address}
        assert "Bcc:" not in body or sample.kind in {"which_entity", "hold_ended", "late"}  # what the directory says


@pytest.mark.parametrize("name", ["solution", "reminder-2", "deadline_moved"])
def test_the_two_buttons_write_the_whole_answer(name: str) -> None:
    content = compose(name)
    assert answers(content) == [(REPLY_TO, content.subject, "APROVAR"), (REPLY_TO, content.subject, "RECUSAR: ")]


def test_a_refused_reading_offers_a_sentence_that_decides() -> None:
    content = compose("undecided-question")
    assert answers(content) == [(REPLY_TO, content.subject, "Aprovo a solução."), (REPLY_TO, content.subject, "RECUSAR: ")]
    assert "nada foi decidido" in content.text
    assert "comentário" in content.text
    assert "pergunta" in content.text


@pytest.mark.parametrize("name", ["solution", "reminder-2", "deadline_moved", "undecided-none", "solution_sent", "expired-representante"])
def test_the_deadline_is_printed_in_full(name: str) -> None:
    content = compose(name)
    words = "terça-feira, 1º de dezembro de 2026, 23h59, horário de Brasília"
    assert words in " ".join(content.text.split())
    assert words in seen(content.html)
    assert "por decurso de prazo" in " ".join(content.text.split())


def test_the_solution_calls_an_answer_no_more_than_a_simple_signature() -> None:
    content = compose("solution")
    assert "é uma assinatura eletrônica simples" in " ".join(content.text.split())
    assert "7 dias" in content.text
    assert "O serviço foi restabelecido às 14h." in content.text


@pytest.mark.parametrize("name", ["expired-representante", "expired-técnico"])
def test_an_expired_ticket_is_never_called_approved(name: str) -> None:
    content = compose(name)
    assert "encerrado por decurso de prazo" in " ".join(content.text.split())
    assert "aprov" not in (content.text + content.html).lower()


@pytest.mark.parametrize("name", ["expired-representante", "closed", "approved-representante"])
def test_a_final_letter_opens_a_new_ticket_of_the_same_item(name: str) -> None:
    [(address, subject, body)] = answers(compose(name))
    assert (address, subject) == (OFFICE.address, "[12] Portal indisponível desde cedo")
    assert body == "Continuação do chamado L_61122001.\r\n\r\n"


def test_the_receipt_names_number_files_group_and_digest() -> None:
    text = compose("received").text
    for fact in ("L_61122001", "tela-de-erro.png (1,2 MB)", "21150.SR-1", "3" * 64, "12 - PORTAL", "GERID/GID"):
        assert fact in text


def test_a_pending_receipt_names_what_is_missing() -> None:
    text = compose("received-pending").text
    assert "falta enviar" in text
    assert text.index("- Tela do erro") < text.index("O CHAMADO")


@pytest.mark.parametrize("name", ["received-passwords", "assigned-passwords"])
def test_both_sides_are_told_not_to_send_passwords(name: str) -> None:
    content = compose(name)
    assert re.search("senhas por e-mail", content.text)
    assert re.search("senhas por e-mail", seen(content.html))


@pytest.mark.parametrize("name", ["assigned", "comment", "refused-técnico", "understood"])
def test_a_technician_is_told_what_can_be_answered(name: str) -> None:
    content = compose(name)
    assert "SOLUCIONAR" in content.text
    assert (REPLY_TO, content.subject, "SOLUCIONAR\r\n\r\n") in answers(content)


def test_the_technician_has_everything_in_the_mail() -> None:
    text = compose("assigned").text
    for fact in ("O portal mostra erro desde as 8h.", "relatório.pdf", "vídeo-do-erro.mp4 (45,8 MB)", "Rui Campos (técnico)"):
        assert fact in text


@pytest.mark.parametrize(("name", "first"), [("catalogue-none", "sem o número"), ("catalogue-unknown", "número 20")])
def test_the_catalogue_answers_from_the_kept_mail(name: str, first: str) -> None:
    content = compose(name)
    assert first in content.text
    assert "responda só com o número" in content.text
    assert answers(content) == [(REPLY_TO, "Portal fora do ar", code) for code in ("1", "12", "19")]


def test_the_catalogue_asked_for_starts_new_mails() -> None:
    starts = [(OFFICE.address, f"[{code}] ", "") for code in (1, 12, 19)]
    assert answers(compose("catalogue-asked")) == [*starts, (OFFICE.address, "CONSULTAR", "CONSULTAR")]


def test_each_entity_is_one_button() -> None:
    assert [body for _, _, body in answers(compose("which_entity"))] == ["1", "2"]


def test_a_stranger_to_a_ticket_learns_nothing_of_it() -> None:
    content = compose("cannot-stranger")
    assert "L_" not in content.subject + content.text + content.html


@pytest.mark.parametrize(("days", "words"), [(2, "Faltam 2 dias"), (1, "Falta 1 dia"), (0, "Hoje é o último dia")])
def test_a_reminder_counts_the_days_in_good_portuguese(days: int, words: str) -> None:
    content = compose(f"reminder-{days}")
    assert words in content.text
    assert words in seen(content.html)


def test_an_empty_title_still_gives_a_subject() -> None:
    ticket = replace(BY_NAME["closed"].facts["ticket"], title="")  # type: ignore[type-var] # the samples hold TicketFacts
    assert compose("closed", ticket=ticket).subject == "[L_61122001] sem título"


def test_a_missing_fact_is_an_error_and_not_a_gap() -> None:
    facts = {name: value for name, value in BY_NAME["solution"].facts.items() if name != "text"}
    with pytest.raises(jinja2.UndefinedError):
        LETTERS.compose("solution", REPLY_TO, facts)


def test_an_unknown_reason_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(jinja2.UndefinedError):
        compose("undecided-none", why="weather")


@pytest.mark.parametrize("why", WHYS_MAILBOX)
def test_the_operator_is_told_which_mailbox_since_when_what_the_server_said_and_what_to_do(why: str) -> None:
    content = compose(f"mailbox-{why}")
    for told in (" ".join(content.text.split()), seen(content.html)):
        for fact in ("suporte@imap.orgao.example/INBOX", "22/11/2026 14:05", ANSWERED):
            assert fact in told
        unread = why not in {"renumbered", "unfiled", "unfetchable", "unread"}
        assert [words in told for words in ("Nada se perdeu", "Prazos", "carteiro doctor")] == [unread, unread, unread or why == "unread"]


def test_each_trouble_of_a_mailbox_has_its_own_sentence_and_its_own_next_step() -> None:
    texts = {compose(f"mailbox-{why}").text for why in WHYS_MAILBOX}
    assert len(texts) == len({text.partition("O QUE FAZER")[2] for text in texts}) == len(WHYS_MAILBOX)


def test_a_server_that_said_nothing_is_not_quoted() -> None:
    assert "O QUE FOI RESPONDIDO" not in compose("mailbox-wordless").text
    assert "Quarentena" in compose("mailbox-unfetchable").text


def test_a_long_conversation_stays_under_what_clients_cut_off() -> None:
    entry = BY_NAME["assigned"].facts["conversation"][0]  # type: ignore[index] # the samples hold a tuple
    assert isinstance(entry.at, datetime)
    content = compose("assigned", conversation=(replace(entry, text="é " * 4000),) * 40)
    assert len(content.html.encode()) < 100_000
    assert "mensagens mais antigas" in content.text
