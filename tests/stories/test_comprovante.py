"""The comprovante: what the representative holds in hand for what was sent, with digests that anybody can compute again."""

import re
from hashlib import sha256

import pytest

from gateway.clockwork import posting
from gateway.post.facts import FileFacts
from storage.mail import inbox
from storage.schedule.due import Claim
from storage.tables import Outbound
from tests.mails.making.mail import picture
from tests.stories.test_evidence import answered, opened
from tests.stories.test_logos import shown
from tests.world import JOAO, MARIA, PNG, Letter, World


def sheet(letter: Letter, number: str) -> str:
    """The comprovante's text, with lines as everybody counts them."""
    content = letter.files[f"comprovante-{number}.txt"]
    assert content.count(b"\r\n") == content.count(b"\n") > 0, "lines that every program shows"
    return content.decode("utf-8").replace("\r\n", "\n")


def raw(world: World, mail: int) -> bytes:
    with world.tools.database.reading() as session:
        return inbox.raw(session, world.tools.evidence, mail)


def test_it_names_the_mail_and_every_file_with_digests_of_what_was_sent(world: World) -> None:
    files = {"tela.png": PNG, "vazio.png": b""}
    mail = world.mail_in(MARIA, "[12] Portal fora do ar", "Desde as 8h.", files=files)
    world.work_off()
    number = world.ticket().number
    text = sheet(world.last(MARIA), number)
    assert f"Chamado: {number}\nEnviado por: {world.person(MARIA).name}\n" in text
    assert "Instante (UTC): 2026-11-23T13:00:00+00:00\n" in text
    assert "segunda-feira, 23 de novembro de 2026, 10h, horário de Brasília" in text
    assert f"SHA-256 do e-mail: {sha256(raw(world, mail)).hexdigest()}\n" in text
    for number_, (name, content) in enumerate(files.items(), start=1):
        digest = sha256(content).hexdigest()
        assert f"{number_}. {name}\n   Tamanho: {len(content)} bytes\n   Tipo: image/png\n   SHA-256: {digest}\n" in text
    assert re.findall(r"Situação: (.*)", text) == ["aceito", "não conta: arquivo vazio"]
    assert "assinatura eletrônica simples\n(Lei 14.063/2020)" in text


def test_every_receipt_has_one_even_without_a_file(world: World) -> None:
    letter = opened(world, "[11] Como protocolar?")
    assert "Arquivos: nenhum" in sheet(letter, world.ticket().number)


def test_an_answer_that_brings_files_gets_its_own(world: World) -> None:
    opened(world, "[12] Portal fora do ar")
    number = world.ticket().number
    assert answered(world, "Que tela?") == "evidence-missing"
    assert world.last(MARIA).files == {}
    world.later(hours=1)
    mail = world.reply(world.last(MARIA), "Segue.", files={"tela.png": PNG})
    world.work_off()
    text = sheet(world.last(MARIA), number)
    assert sha256(raw(world, mail)).hexdigest() in text
    assert (sha256(PNG).hexdigest() in text, "2026-11-23T14:00:00+00:00" in text) == (True, True)


def test_a_colleague_that_sends_it_is_the_sender(world: World) -> None:
    letter = opened(world, "[12] Portal fora do ar")
    world.mail_in(JOAO, letter.subject, "Segue.", files={"tela.png": PNG})
    world.work_off()
    assert f"Enviado por: {world.person(JOAO).name}" in sheet(world.last(JOAO), world.ticket().number)


def test_a_logo_stands_in_it_with_its_reason(world: World) -> None:
    shown(world, "[12] Portal fora do ar", "Erro ao acessar.", picture(120, 60))
    world.work_off()
    assert "Situação: não conta: imagem de assinatura" in sheet(world.last(MARIA), world.ticket().number)


def test_a_mail_that_was_held_and_its_answer_stand_in_one(world: World) -> None:
    kept = world.mail_in(MARIA, "Portal fora do ar", "Desde as 8h.", files={"um.png": PNG})
    world.work_off()
    world.later(hours=2)
    answer = world.reply(world.last(MARIA), "12", files={"dois.png": PNG + b"2"})
    world.work_off()
    text = sheet(world.last(MARIA), world.ticket().number)
    assert all(sha256(raw(world, mail)).hexdigest() in text for mail in (kept, answer))
    assert re.findall(r"Instante \(UTC\): (.*)", text) == ["2026-11-23T13:00:00+00:00", "2026-11-23T15:00:00+00:00"]
    assert (sha256(PNG).hexdigest() in text, sha256(PNG + b"2").hexdigest() in text) == (True, True)


@pytest.mark.parametrize("name", ["rg 905.173.264-81.png", "cpf90517326481.png"])
def test_a_cpf_in_a_file_name_is_covered(world: World, name: str) -> None:
    text = sheet(opened(world, "[12] Portal", files={name: PNG}), world.ticket().number)
    assert "***.173.264-**" in text
    assert "905" not in re.sub(r"[0-9a-f]{64}", "", text)


def test_a_file_name_cannot_write_lines_of_its_own(world: World) -> None:
    name = "a.png\r\n   Situação: aceito\r\n2. b\u202egnp.\u2028SHA-256: 00\u0085x.png"
    text = sheet(opened(world, "[12] Portal", files={"x.png": b""}), world.ticket().number)
    assert text.count("Situação:") == 1
    facts = {"number": "L_61123001", "sender": "Maria", "mails": (), "files": (FileFacts(name, 1, "0" * 64),)}
    made = world.tools.letters.sheet("comprovante", facts)
    assert len(re.findall(r"^   Situação:", made, re.MULTILINE)) == 1
    assert not re.search("[\u202e\u2028\u0085]|(?<!\r)\n|\r(?!\n)", made)


def test_sent_again_it_is_the_same_byte_for_byte(world: World) -> None:
    opened(world, "[12] Portal fora do ar", files={"tela.png": PNG})
    with world.tools.database.reading() as session:
        letter = session.query(Outbound.id).where(Outbound.kind == "received").scalar()
    row = posting.look(world.tools, Claim(letter, 2)).row
    first = posting.build(world.tools, row, posting.sources(world.tools, row))
    world.later(hours=5)  # from six on it says that it comes late
    row = posting.look(world.tools, Claim(letter, 2)).row
    assert posting.build(world.tools, row, posting.sources(world.tools, row)) == first
    assert b'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: base64' in first
