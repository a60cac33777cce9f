"""Does every mail program that a representative may have submit over TLS, and get the letter with the number?"""

import re
import smtplib
import ssl
import subprocess
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import formatdate
from itertools import product
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.wire.premises import Caller, on_the_wire, registered, until
from tests.wire.process import PASSWORD, Running
from tests.wire.test_login import plain
from tests.world import ADDRESS, ANA, JOAO, MARIA

DOTTED, BARE = "104.382.617-00", "10438261700"
BODY = "Bom dia,\n\nO portal não abre desde as 8h.\n"


class Office(Running):
    """A gateway with both doors that mail programs know: STARTTLS (587) and TLS from the first byte (465), here on free ports."""

    def __init__(self, home: Path, certificate: str) -> None:
        starttls, tls = free_port(), free_port()
        urls = (f"smtp://127.0.0.1:{starttls}{certificate}", f"smtps://127.0.0.1:{tls}{certificate}")
        super().__init__(home, settings={"LISTEN": ",".join(urls)})
        self.address, self.tls = ("127.0.0.1", starttls), ("127.0.0.1", tls)
        self.certificate = re.findall(r"tls_cert=([^&]+)", certificate)[0]

    def subjects(self, to: str) -> list[str]:
        return [str(letter["Subject"]) for letter in self.letters(to)]

    def texts(self, to: str) -> list[str]:
        return [text.get_content() for text in (letter.get_body(("plain",)) for letter in self.letters(to)) if text is not None]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, certificate: str) -> Iterator[Office]:
    made = Office(tmp_path_factory.mktemp("office"), certificate)
    made.start()
    yield made
    made.close()


def numbered(office: Office, title: str) -> None:
    """The writer gets the number, and the group the text."""
    until(lambda: any(re.fullmatch(rf"\[L_\d{{8}}\] {re.escape(title)}", subject) for subject in office.subjects(MARIA)), 60)
    until(lambda: any(title in subject for subject in office.subjects(ANA)))
    notice = next(m for m in office.letters(ANA) if title in str(m["Subject"]))
    text = notice.get_body(("plain",))
    assert text is not None
    assert "O portal não abre desde as 8h." in text.get_content()


def written(title: str, sender: str = MARIA) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, f"[11] {title}"
    mail["Date"], mail["Message-ID"] = formatdate(), f"<{title.replace(' ', '-')}@cliente.example>"
    mail.set_content(BODY, cte="8bit")
    return mail


def run(command: list[str]) -> str:
    done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.decode(errors="replace")


LOGINS = {"CPF with dots": DOTTED, "CPF bare": BARE, "address": MARIA}
SWAKS = [*product(("STARTTLS",), ("PLAIN", "LOGIN"), LOGINS), ("TLS", "PLAIN", "CPF with dots"), ("TLS", "LOGIN", "CPF bare")]


@pytest.mark.parametrize(("door", "mechanism", "login"), SWAKS, ids=lambda word: word)
def test_swaks(office: Office, tmp_path: Path, door: str, mechanism: str, login: str) -> None:
    (tmp_path / "body").write_text(BODY)
    title = f"Swaks {door} {mechanism} {login}"
    host, port = office.tls if door == "TLS" else office.address
    way = ["--tls-on-connect" if door == "TLS" else "--tls", "--server", f"{host}:{port}"]
    proof = ["--auth", mechanism, "--auth-user", LOGINS[login], "--auth-password", PASSWORD]
    words = ["--header", f"Subject: [11] {title}", "--header", "Content-Type: text/plain; charset=utf-8", "--body", f"@{tmp_path}/body"]
    said = run(["swaks", *way, "--from", MARIA, "--to", ADDRESS, *proof, *words])
    assert "TLS started with cipher TLSv1." in said
    assert "235 2.7.0 Login aceito" in said
    numbered(office, title)


@pytest.mark.parametrize("door", ["STARTTLS", "TLS"])
def test_curl(office: Office, tmp_path: Path, door: str) -> None:
    title = f"Curl {door}"
    (tmp_path / "mail").write_bytes(written(title).as_bytes())
    host, port = office.tls if door == "TLS" else office.address
    # The certificate is checked, as a client does that was told nothing: it names localhost.
    server = f"{'smtps' if door == 'TLS' else 'smtp'}://localhost:{port}"
    tls = ["--cacert", office.certificate, "--connect-to", f"localhost:{port}:{host}:{port}"]
    tls += [] if door == "TLS" else ["--ssl-reqd"]
    envelope = ["--mail-from", MARIA, "--mail-rcpt", ADDRESS, "--upload-file", f"{tmp_path}/mail", "--crlf"]
    run(["curl", "-sS", server, *tls, "--user", f"{BARE}:{PASSWORD}", *envelope])
    numbered(office, title)


@pytest.mark.parametrize("door", ["STARTTLS", "TLS"])
def test_the_standard_library_of_python(office: Office, door: str) -> None:
    title = f"Smtplib {door}"
    context = ssl.create_default_context(cafile=office.certificate)
    context.check_hostname = False
    if door == "TLS":
        client: smtplib.SMTP = smtplib.SMTP_SSL(*office.tls, timeout=30, context=context)
    else:
        client = smtplib.SMTP(*office.address, timeout=30)
        client.starttls(context=context)
    with client:
        client.login(DOTTED, PASSWORD)
        client.send_message(written(title))
    numbered(office, title)


@pytest.mark.parametrize("door", ["STARTTLS", "TLS"])
def test_mutt(office: Office, tmp_path: Path, door: str) -> None:
    (tmp_path / "body").write_text(BODY)
    title = f"Mutt {door}"
    host, port = office.tls if door == "TLS" else office.address
    settings = [
        f'set from="{MARIA}" use_envelope_from=yes smtp_authenticators="plain"',
        f'set smtp_url="{"smtps" if door == "TLS" else "smtp"}://{BARE}@{host}:{port}/" smtp_pass="{PASSWORD}"',
        f'set ssl_starttls=yes ssl_force_tls=yes certificate_file="{office.certificate}" ssl_verify_host=no',
        'set copy=no send_charset="utf-8" charset="utf-8"',
    ]
    orders = [word for setting in settings for word in ("-e", setting)]
    run(["mutt", "-n", "-F", "/dev/null", *orders, "-s", f"[11] {title}", "-i", f"{tmp_path}/body", ADDRESS])
    numbered(office, title)


def thunderbird(office: Office) -> Caller:
    """Its connection, up to where it logs in: an address literal for a name, and a second EHLO behind STARTTLS."""
    caller = Caller(office.address)
    caller.greet("EHLO [127.0.0.1]").start_tls()
    hello = caller.say("EHLO [127.0.0.1]").splitlines()
    assert {"250-AUTH LOGIN PLAIN", "250-8BITMIME", "250-SIZE 25000000"} <= set(hello)
    return caller


def test_a_submission_as_thunderbird_makes_it(office: Office) -> None:
    title = "Como o Thunderbird"
    mail = written(title).as_bytes().replace(b"\n", b"\r\n")
    caller = thunderbird(office)
    assert caller.say(plain(DOTTED)) == "235 2.7.0 Login aceito"
    assert caller.say(f"MAIL FROM:<{MARIA}> BODY=8BITMIME SIZE={len(mail)}").startswith("250")
    assert caller.say(f"RCPT TO:<{ADDRESS}>").startswith("250")
    assert caller.say("DATA").startswith("354")
    registered(caller.send(on_the_wire(mail)).answer())
    assert caller.say("QUIT").startswith("221")
    caller.hang_up()
    numbered(office, title)


def test_a_wrong_password_is_told_in_the_words_that_the_program_shows(office: Office) -> None:
    caller = thunderbird(office)
    began = office.json("mail", "list")
    assert caller.say(plain(DOTTED, "senha-do-outlook")) == "535 5.7.8 Login ou senha incorretos; use o CPF ou o e-mail, e a senha LDAP"
    assert caller.say(plain(DOTTED)).startswith("235")
    caller.hang_up()
    assert office.json("mail", "list") == began


def test_who_writes_under_another_name_is_told_so_and_nothing_opens(office: Office) -> None:
    """The proven person, not the From line, is the sender; the other person hears nothing of it."""
    caller = thunderbird(office)
    caller.say(plain(DOTTED))
    mail = written("Em nome de outro", sender=JOAO).as_bytes().replace(b"\n", b"\r\n")
    registered(caller.deliver(mail, sender=JOAO))
    caller.hang_up()

    def told() -> list[str]:
        return [text for text in office.texts(MARIA) if "O campo De traz um endereço que não é de quem entrou com CPF e senha." in text]

    until(told)
    (text,) = told()
    assert "Envie de novo com o seu próprio endereço no campo De." in text
    assert not any("Em nome de outro" in subject for subject in office.subjects(ANA))
    assert office.letters(JOAO) == []
    assert not any("Em nome de outro" in ticket["title"] for ticket in office.json("ticket", "list"))
    (row,) = (row for row in office.json("mail", "list") if "other-from" in row.values())
    assert row


def test_it_stops_as_told_and_its_log_holds_no_password_and_no_cpf(office: Office) -> None:
    assert office.stop() == 0
    assert [word for word in (DOTTED, BARE, "senha-do-outlook", f"{PASSWORD}\\x00") if word in office.log] == []
