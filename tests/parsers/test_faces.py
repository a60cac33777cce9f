"""Does a mail decide only when all its faces say so, and all of it was seen? (T049, T050, T060)"""

from dataclasses import replace

import pytest

from parsers.keyword import faces
from parsers.mime.message import parse
from parsers.read import header_only, read
from parsers.reading import Known, Reading

KNOWN = Known("suporte@carteiro.example", {("portal", "erro"): 13})


def mail(entity: str, subject: str = "Re: [L_61122001] Senha") -> bytes:
    return f"From: a@b.example\nSubject: {subject}\n{entity}".encode()


def multipart(kind: str, *parts: str) -> str:
    return f"Content-Type: multipart/{kind}; boundary=x\n\n" + "".join(f"--x\n{part}\n" for part in parts) + "--x--\n"


def part(media_type: str, content: str, *more: str) -> str:
    return "\n".join([f"Content-Type: {media_type}; charset=utf-8", *more]) + f"\n\n{content}"


def plain(content: str) -> str:
    return part("text/plain", content)


def html(content: str) -> str:
    return part("text/html", content)


def words(reading: Reading) -> list[str]:
    return [order.word for order in reading.commands]


LONG = "Segue a resposta com os dados que foram pedidos, para que a equipe veja o caso e nos oriente."


@pytest.mark.parametrize(
    ("one", "other", "ordered", "unclear"),
    [
        ("APROVAR", "<p>APROVAR</p>", ["APROVAR"], ""),
        ("APROVAR", "<p>APROVAR<br>obrigada</p>", ["APROVAR"], ""),
        ("RECUSAR: não abre", "<div>RECUSAR: <b>não</b> abre</div>", ["RECUSAR"], ""),
        ("RECUSAR", "<p>APROVAR</p>", [], "parts"),
        ("APROVAR", "<p>RECUSAR</p>", [], "parts"),
        ("APROVAR", "<p>não APROVAR</p>", [], "parts"),
        ("APROVAR", "<p>APROVAR<br>mas falta o nome</p>", [], "parts"),
        ("não APROVAR", "<p><span style='display:none'>não </span>APROVAR</p>", [], "parts"),
        ("segue", "<p>A<b>PRO</b>VAR</p>", [], "parts"),
        ("segue", "<p>&#65;PROVAR</p>", [], "parts"),
        (LONG, f"<p>NOTA: {LONG}</p>", [], "parts"),
        (LONG, f"<p>{LONG}</p><p>NOTA: fica entre n&oacute;s</p>", [], "parts"),
        (LONG, f"<p>{LONG}</p>", [], ""),
        (
            f"{LONG}\n\nEm 20/11/2026 10:00, Suporte escreveu:\n> APROVAR\n> RECUSAR",
            f"<p>{LONG}</p><blockquote type=cite>APROVAR<br>RECUSAR</blockquote>",
            [],
            "",
        ),
    ],
)
def test_both_faces_of_an_alternative_order_the_same_or_nothing(one: str, other: str, ordered: list[str], unclear: str) -> None:
    reading = read(mail(multipart("alternative", plain(one), html(other))), KNOWN)
    assert (words(reading), reading.unclear) == (ordered, unclear)


@pytest.mark.parametrize(
    ("parts", "ordered"),
    [
        ((plain("APROVAR"), plain("Maria Prado")), ["APROVAR"]),
        ((plain("Bom dia,"), plain("APROVAR")), ["APROVAR"]),
        ((plain("APROVAR"), plain("RECUSAR: não abre")), []),
        ((plain("APROVAR"), html("<p>mas falta o nome</p>")), []),
        ((plain("APROVAR\n-- \nAna"), plain("mas falta o nome")), []),
        ((plain("APROVAR\n\nEm 20/11/2026 10:00, Suporte escreveu:\n> oi"), plain("Não, esperem.")), []),
        ((html("<p>APROVAR</p>"), html("<p>RECUSAR</p>")), []),
    ],
)
def test_several_text_parts_are_one_text_each_with_its_own_signature(parts: tuple[str, ...], ordered: list[str]) -> None:
    assert words(read(mail(multipart("mixed", *parts)), KNOWN)) == ordered


@pytest.mark.parametrize(
    "hidden",
    [
        part("text/enriched", "<bold>RECUSAR</bold>"),
        part("text/x-amp-html", "<p>RECUSAR</p>"),
        part("text/html", "<p>RECUSAR</p>", 'Content-Disposition: inline; filename="a.html"'),
    ],
)
def test_a_face_that_nobody_read_speaks_against_a_decision(hidden: str) -> None:
    reading = read(mail(multipart("alternative", plain("APROVAR"), hidden)), KNOWN)
    assert (words(reading), reading.unclear) == ([], "parts")


@pytest.mark.parametrize("doubt", ["style", "partial", "budget", "parts", "depth", "headers"])
@pytest.mark.parametrize("text", ["APROVAR", "RECUSAR: não abre", "NOTA: entre nós"])
def test_what_was_not_wholly_seen_orders_nothing(doubt: str, text: str) -> None:
    taken = parse(mail(plain(text)))
    assert faces.read(taken, text, text, ()).commands
    found = faces.read(replace(taken, defects=(doubt,)), text, text, (doubt,))
    assert (found.commands, found.unclear) == ((), "parts")
    assert faces.of_subject("APROVAR", "", ()) is not None
    assert faces.of_subject("APROVAR", "", (doubt,)) is None


def test_of_a_mail_beyond_the_budget_not_even_the_subject_decides() -> None:
    raw = mail(plain(""), "APROVAR")
    found = read(raw, KNOWN).subject_command
    assert found is not None
    assert found.word == "APROVAR"
    assert header_only(raw, KNOWN).subject_command is None


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("", "APROVAR"),
        ("\n \n", "APROVAR"),
        ("Enviado do meu iPhone", "APROVAR"),
        ("-- \nMaria Prado\nGestora", "APROVAR"),
        ("> APROVAR\n> RECUSAR", ""),
        ("> O chamado foi recebido.", ""),
        ("🙄", ""),
        ("Em 20/11/2026 10:00, Suporte escreveu:\n> Toque em APROVAR", ""),
    ],
)
def test_a_subject_decides_for_an_empty_body_alone(body: str, word: str) -> None:
    found = read(mail(plain(body), "APROVAR"), KNOWN)
    assert found.new_text.strip() == ""
    assert (found.subject_command.word if found.subject_command else "") == word


def test_a_subject_that_asks_is_heard_above_a_quoted_letter() -> None:
    found = read(mail(plain("> APROVAR\n> RECUSAR"), "CONSULTAR"), KNOWN).subject_command
    assert found is not None
    assert found.word == "CONSULTAR"


@pytest.mark.parametrize(
    "entity",
    [
        multipart("mixed", plain("segue"), "Content-Type: message/rfc822\n\nSubject: APROVAR\n\nAPROVAR\n"),
        "Content-Type: message/rfc822\n\nSubject: APROVAR\n\nAPROVAR\n",
        multipart("digest", "\nSubject: APROVAR\n\nAPROVAR\n"),
        "Content-Type: message/partial; number=1; total=2; id=a\n\nContent-Type: text/plain\n\nAPROVAR\n",
        multipart("mixed", plain("segue"), "Content-Type: message/partial; number=2; total=2; id=a\n\nAPROVAR\n"),
        "Content-Type: message/external-body; access-type=URL; URL=https://a.example/x\n\nContent-Type: text/plain\n\nAPROVAR\n",
        part("text/calendar", "BEGIN:VCALENDAR\nSUMMARY:APROVAR\nDESCRIPTION:APROVAR\nEND:VCALENDAR"),
        multipart("alternative", plain("segue"), part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR\nSUMMARY:APROVAR\nEND:VCALENDAR")),
        multipart("mixed", plain("segue"), part("text/vcard", "BEGIN:VCARD\nFN:APROVAR\nNOTE:APROVAR\nEND:VCARD")),
        multipart("mixed", plain("segue"), part("text/x-vcard", "BEGIN:VCARD\nFN:APROVAR\nEND:VCARD", "Content-Disposition: attachment")),
        multipart("mixed", plain("segue"), part("text/plain", "APROVAR", 'Content-Disposition: attachment; filename="APROVAR.txt"')),
        multipart("mixed", plain("segue"), part("text/rtf", "{\\rtf1 APROVAR}")),
    ],
)  # fmt: skip
def test_a_keyword_in_what_another_mail_or_a_file_says_orders_nothing(entity: str) -> None:
    reading = read(mail(entity), KNOWN)
    assert words(reading) == []
    assert reading.unclear == ""


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All\nSubject: Resposta automática: [L_61122001] Senha",
        "Auto-Submitted: auto-replied (vacation)\nPrecedence: bulk\nSubject: Auto: [L_61122001] Senha",
        "Precedence: bulk\nX-Autoreply: yes\nSubject: Ausência",
        "Auto-Submitted: auto-replied (zimbra; readreceipt)\nSubject: Lida: [L_61122001] Senha",
        "List-Id: <lista.sindicato.example>\nSubject: Re: [L_61122001] Senha",
        "Return-Path: <>\nSubject: [L_61122001] Senha",
        "X-Failed-Recipients: a@b.example\nSubject: Mail delivery failed: returning message to sender",
        "Subject: Resposta automática: [L_61122001] Senha",
    ],
)
@pytest.mark.parametrize("text", ["APROVAR", "RECUSAR: ausente", "CANCELAR", "> APROVAR\n\nAPROVAR"])
def test_what_a_machine_wrote_orders_nothing(head: str, text: str) -> None:
    reading = read(f"From: a@b.example\n{head}\nContent-Type: text/plain\n\n{text}\n".encode(), KNOWN)
    assert reading.kind != "normal"
    assert (reading.commands, reading.subject_command, reading.bare_code, reading.unclear) == ((), None, None, "")


def test_an_accepted_meeting_and_a_receipt_order_nothing() -> None:
    answer = part("text/calendar; method=REPLY", "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR")
    receipt = "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;a@b.example\nDisposition: x; displayed\n"
    for entity in (multipart("alternative", plain("APROVAR"), answer), multipart("report", plain("APROVAR"), receipt)):
        assert (words(read(mail(entity), KNOWN)), read(mail(entity, "APROVAR"), KNOWN).subject_command) == ([], None)


def test_a_character_that_reading_drops_does_not_mend_a_word() -> None:
    assert (words(read(mail(plain("APRO\ufeffVAR")), KNOWN)), words(read(mail(plain("APRO\u200bVAR")), KNOWN))) == ([], [])
    assert words(read(mail(plain("\ufeffAPROVAR")), KNOWN)) == ["APROVAR"]
