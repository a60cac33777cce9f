"""What does a mail made to harm do to the letters that answer it?"""

import pytest

from tests.world import ANA, MARIA, PNG, World

BREAKS = ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"]
NAMES = {
    "from", "to", "reply-to", "subject", "date", "message-id", "in-reply-to", "references",
    "auto-submitted", "x-auto-response-suppress", "mime-version", "content-type",
}  # fmt: skip


def encoded(text: str) -> str:
    return "=?utf-8?Q?" + "".join(f"={byte:02X}" for byte in text.encode()) + "?="


@pytest.mark.parametrize("sign", BREAKS)
def test_no_line_end_in_a_subject_name_or_file_name_adds_a_header(world: World, sign: str) -> None:
    bad = f"Erro{sign}Bcc: todos@z.example{sign}X-Mau: sim{sign}"
    raw = (
        f"From: {encoded(bad)} <{MARIA}>\r\nTo: suporte@carteiro.example\r\nSubject: {encoded(f'[13] {bad}')}\r\n"
        "Message-ID: <1@cliente.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        "--x\r\n\r\nA tela mostra um erro.\r\n--x\r\nContent-Type: image/png\r\n"
        f'Content-Disposition: attachment; filename="{encoded(bad)}"\r\n\r\n'
    ).encode() + PNG + b"\r\n--x--\r\n"  # fmt: skip
    mail = world.raw_in(raw, login=world.person(MARIA).id, mail_from=MARIA)
    world.work_off()
    assert world.outcome(mail) == "opened"
    letters = [*world.letters(MARIA), *world.letters(ANA)]
    assert len(letters) >= 2
    for letter in letters:
        names = [name.lower() for name in letter.mail]
        assert set(names) <= NAMES
        assert len(names) == len(set(names))
        assert "Bcc: todos@z.example" in letter.subject, "said in the one line where it belongs"
        for file in letter.mail.iter_attachments():
            assert {name.lower() for name in file} <= {"content-type", "content-disposition", "content-transfer-encoding"}
