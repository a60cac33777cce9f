"""Do real mail programs deliver, and does a whole conversation hold together in a Maildir?"""

import mailbox
import subprocess
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

import pytest

from tests.wire.premises import until
from tests.wire.process import PASSWORD, Running
from tests.world import ADDRESS, ANA, CARLOS, MARIA

CPF = "104.382.617-00"
BODY = "Bom dia,\n\nO portal não abre desde as 8h.\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    made = Running(tmp_path_factory.mktemp("home"))
    made.start()
    yield made
    made.close()


def swaks(running: Running, subject: str, body: Path) -> list[str]:
    server = f"{running.address[0]}:{running.address[1]}"
    login = ["--auth", "PLAIN", "--auth-user", CPF, "--auth-password", PASSWORD]
    words = ["--header", f"Subject: {subject}", "--header", "Content-Type: text/plain; charset=utf-8", "--body", f"@{body}"]
    return ["swaks", "--server", server, "--from", MARIA, "--to", ADDRESS, *login, *words]


def curl(running: Running, subject: str, body: Path) -> list[str]:
    whole = body.with_name("curl.eml")
    head = f"From: {MARIA}\nTo: {ADDRESS}\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    whole.write_text(head + body.read_text())
    envelope = ["--mail-from", MARIA, "--mail-rcpt", ADDRESS, "--upload-file", str(whole), "--crlf"]
    return ["curl", "-sS", f"smtp://{running.address[0]}:{running.address[1]}", "--user", f"{CPF}:{PASSWORD}", *envelope]


def mutt(running: Running, subject: str, body: Path) -> list[str]:
    login = CPF.replace(".", "").replace("-", "")
    settings = [
        f'set from="{MARIA}" use_envelope_from=yes smtp_authenticators="plain"',
        f'set smtp_url="smtp://{login}@{running.address[0]}:{running.address[1]}/" smtp_pass="{PASSWORD}"',
        'set ssl_starttls=no ssl_force_tls=no copy=no send_charset="utf-8" charset="utf-8"',
    ]
    orders = [word for setting in settings for word in ("-e", setting)]
    return ["mutt", "-n", "-F", "/dev/null", *orders, "-s", subject, "-i", str(body), ADDRESS]


@pytest.mark.parametrize("client", [swaks, curl, mutt])
def test_a_real_client_opens_a_ticket(running: Running, tmp_path: Path, client: Callable[[Running, str, Path], list[str]]) -> None:
    body = tmp_path / "body.txt"
    body.write_text(BODY)
    title = f"Pelo {client.__name__}"
    subprocess.run(client(running, f"[11] {title}", body), check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    until(lambda: any(title in str(m["Subject"]) for m in running.letters(MARIA)))
    until(lambda: any(title in str(m["Subject"]) for m in running.letters(ANA)))
    (notice,) = (m for m in running.letters(ANA) if title in str(m["Subject"]))
    text = notice.get_body(("plain",))
    assert text is not None
    assert "O portal não abre desde as 8h." in text.get_content()


def write(sender: str, subject: str, body: str, answered: EmailMessage | None = None) -> EmailMessage:
    """A mail, or an answer as mail programs make it (RFC 5322, 3.6.4)."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, str(answered["Reply-To"]) if answered else ADDRESS
    mail["Subject"], mail["Message-ID"] = subject, make_msgid(domain="cliente.example")
    if answered:
        mail["In-Reply-To"] = str(answered["Message-ID"])
        mail["References"] = f"{answered['References'] or ''} {answered['Message-ID']}".strip()
    mail.set_content(body)
    return mail


def test_a_conversation_from_the_first_mail_to_the_approval(running: Running) -> None:
    sent: list[EmailMessage] = []

    def post(mail: EmailMessage, login: str) -> None:
        sent.append(mail)
        running.deliver(mail, login)

    def about(to: str, words: str) -> list[EmailMessage]:
        return [m for m in running.letters(to) if "Conversa inteira" in str(m["Subject"]) and words in m.as_string()]

    def letter(to: str, number: int) -> EmailMessage:
        until(lambda: len(about(to, "")) >= number)
        return about(to, "")[number - 1]

    post(write(MARIA, "[11] Conversa inteira", BODY), CPF)
    received = letter(MARIA, 1)
    number = str(received["Subject"]).partition("]")[0].strip("[")
    post(write(ANA, f"RES: {received['Subject']}", "Qual navegador?", letter(ANA, 1)), ANA)
    asked = letter(MARIA, 2)
    post(write(MARIA, f"RE: {asked['Subject']}", "O Firefox.\n\n> Qual navegador?", asked), CPF)
    post(write(ANA, "RES: solução", "SOLUCIONAR Limpe o cache do navegador.", letter(ANA, 2)), ANA)
    solution = letter(MARIA, 3)
    post(write(MARIA, f"RES: {solution['Subject']}", "Aprovado, obrigada!", solution), CPF)
    until(lambda: [t["status"] for t in running.json("ticket", "list") if t["number"] == number] == ["closed"])
    (ticket,) = (t for t in running.json("ticket", "list") if t["number"] == number)
    assert ticket["outcome"] == "approved"
    for reader in (MARIA, ANA, CARLOS):
        thread = about(reader, "")
        assert {str(m["Subject"]) for m in thread} == {f"[{number}] Conversa inteira"}
        assert len({str(m["Message-ID"]) for m in thread}) == len(thread)
        known = {str(m["Message-ID"]) for m in (*sent, *thread)}
        assert {str(m["In-Reply-To"]) for m in thread[1:]} <= known
        assert all(set(str(m["References"]).split()) & known for m in thread[1:]), "one thread in the reader's box"
    maildir = mailbox.Maildir(running.home / "mail" / MARIA, create=False)
    assert len([m for m in maildir if "Conversa inteira" in str(m["Subject"])]) == len(about(MARIA, ""))
