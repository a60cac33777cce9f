"""Is a wrong CARTEIRO_MAILBOXES told with how to mend it, and is the password or token got afresh, without ever being told?"""

from pathlib import Path
from urllib.parse import quote

import pytest

from gateway import accesstoken
from gateway.accesstoken import NoToken
from gateway.doors.imap import access
from gateway.doors.imap.trouble import LOGIN, TOKEN, Trouble
from gateway.doors.imap.url import Box, read_url

ADDRESS = "imaps://suporte@correio.example/INBOX"
TOKEN_COMMAND = "token_command=pegar"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text("segredo\n")
    return file


def test_a_url_says_where_and_who(secret: Path) -> None:
    file = f"password_file={secret}"
    assert read_url(f"{ADDRESS}?{file}") == Box(
        "suporte@correio.example/INBOX", "correio.example", 993, "implicit", "suporte", "INBOX", str(secret)
    )
    box = read_url(
        f"imap://correio.example:1143/?starttls&{file}&backlog=2026-11-01&trust_results=topmost&poll=30".replace("://", "://ana@")
    )
    assert (box.name, box.port, box.tls, box.folder) == ("ana@correio.example:1143/INBOX", 1143, "starttls", "INBOX")
    assert (box.backlog, box.topmost, box.poll) == ("2026-11-01", True, 30.0)
    assert read_url(f"imap://ana@[::1]:1143/?{file}").name == "ana@[::1]:1143/INBOX"
    assert read_url(f"{ADDRESS}?{file}&backlog=all").backlog == "all"
    assert "segredo" not in repr(box)


@pytest.mark.parametrize("user", ["suporte@carteiro.example", "suporte%40carteiro.example"])
def test_an_at_may_stand_in_the_user(user: str) -> None:
    box = read_url(f"imaps://{user}@correio.example/INBOX?{TOKEN_COMMAND}")
    assert (box.user, box.host) == ("suporte@carteiro.example", "correio.example")
    assert box.name == "suporte@carteiro.example@correio.example/INBOX"


def test_one_mailbox_has_one_name_however_it_is_written() -> None:
    written = ("/INBOX", "/inbox", "/", "", ":993/Inbox")
    assert {read_url(f"imaps://ana@CORREIO.example{end}?{TOKEN_COMMAND}").name for end in written} == {"ana@correio.example/INBOX"}


@pytest.mark.parametrize(
    ("path", "folder"),
    [("Suporte/Entrada", "Suporte/Entrada"), ("Caixa%20de%20entrada%20%23%3F", "Caixa de entrada #?"), ("Reunião", "Reunião")],
)
def test_a_folder_is_taken_as_it_is_named(path: str, folder: str) -> None:
    assert read_url(f"imaps://ana@correio.example/{path}?{TOKEN_COMMAND}").folder == folder


WRONG = [
    ("correio.example", r"imaps://user@host.*not nothing://"),
    ("pop3://ana@correio.example?" + TOKEN_COMMAND, "imaps://.*not pop3://"),
    ("imaps://correio.example?" + TOKEN_COMMAND, "no user"),
    ("imaps://@correio.example?" + TOKEN_COMMAND, "no user"),
    ("imaps://ana@?" + TOKEN_COMMAND, "no host"),
    ("imaps://ana@correio.example:99999?" + TOKEN_COMMAND, "port"),
    ("imaps://ana:segredo@correio.example?" + TOKEN_COMMAND, r"use \?password_file=FILE"),
    ("imaps://ana:@correio.example?" + TOKEN_COMMAND, r"use \?password_file=FILE"),
    ("imaps://ana%0d%0a@correio.example?" + TOKEN_COMMAND, "control characters"),
    ("imaps://ana@correio.example/x%00?" + TOKEN_COMMAND, "control characters"),
    ("imap://ana@correio.example?" + TOKEN_COMMAND, r"imaps:// or add \?starttls"),
    (f"{ADDRESS}?starttls&{TOKEN_COMMAND}", "leave starttls out"),
    ("imap://ana@127.0.0.1?ca=ca.pem&" + TOKEN_COMMAND, "ca is for TLS"),
    (ADDRESS, "either password_file=FILE or token_command=COMMAND"),
    (f"{ADDRESS}?password_file=&token_command=", "either password_file=FILE or token_command=COMMAND"),
    (f"{ADDRESS}?password_file=a&{TOKEN_COMMAND}", "either password_file=FILE or token_command=COMMAND"),
    (f"{ADDRESS}?token_command=%20", "token_command is blank"),
    (f"{ADDRESS}?token_command='um", "quotation"),
    (f"{ADDRESS}?{TOKEN_COMMAND}&backlog=ontem", "backlog=ontem.*2026-11-01"),
    (f"{ADDRESS}?{TOKEN_COMMAND}&backlog=0001-01-01", "backlog=0001-01-01.*2026-11-01"),
    (f"{ADDRESS}?{TOKEN_COMMAND}&trust_results=all", "only 'topmost'"),
    (f"{ADDRESS}?{TOKEN_COMMAND}&poll=4", "between 5 and 1500"),
    (f"{ADDRESS}?{TOKEN_COMMAND}&poll=nan", "between 5 and 1500"),
    (f"{ADDRESS}?{TOKEN_COMMAND}&password=segredo", "unknown option 'password' of the mailbox; allowed: starttls"),
    (f"{ADDRESS}?{TOKEN_COMMAND}#x", "written %23"),
]


@pytest.mark.parametrize(("url", "sentence"), WRONG)
def test_a_wrong_url_says_how_to_mend_it(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"(?i){sentence}") as bad:
        read_url(url)
    assert "segredo" not in str(bad.value)


OURS = ["Recebidos", "recebidos/2026-11", "QUARENTENA", "INBOX.Recebidos", "Inbox/Quarentena/x", "Recebidos.2026-11", "Recebidos-2026-11"]


@pytest.mark.parametrize("folder", OURS)
def test_nothing_is_taken_in_where_mails_are_filed(folder: str) -> None:
    with pytest.raises(ValueError, match=r"mails are filed there.*move them into another folder, such as INBOX"):
        read_url(f"imaps://ana@correio.example/{folder}?{TOKEN_COMMAND}")


@pytest.mark.parametrize("folder", ["Recebidos-antigos", "Recebidos antigos/2026-11", "Suporte/Recebidos", "Não Quarentena"])
def test_other_peoples_folders_may_be_named_alike(folder: str) -> None:
    assert read_url(f"imaps://ana@correio.example/{quote(folder)}?{TOKEN_COMMAND}").folder == folder


@pytest.mark.parametrize(("held", "sentence"), [(b"\n", "is empty"), (b"\xff\n", "not UTF-8"), (None, "cannot be read.*No such file")])
def test_a_file_without_a_password_is_told_where_mailboxes_are_to_be_read(secret: Path, held: bytes | None, sentence: str) -> None:
    box = read_url(f"{ADDRESS}?password_file={secret}")
    access.check(box)
    secret.unlink() if held is None else secret.write_bytes(held)
    with pytest.raises(ValueError, match=f"{secret}.*{sentence}"):
        access.check(box)


@pytest.mark.parametrize("held", [b"no certificate\n", None])
def test_an_authority_that_cannot_be_read_is_told_where_mailboxes_are_to_be_read(tmp_path: Path, held: bytes | None) -> None:
    if held is not None:
        (tmp_path / "ca.pem").write_bytes(held)
    box = read_url(f"{ADDRESS}?ca={tmp_path}/ca.pem&{TOKEN_COMMAND}")
    with pytest.raises(ValueError, match=r"ca.pem holds no certificates.*PEM"):
        access.check(box)


def test_a_password_is_read_at_each_login(secret: Path) -> None:
    assert access.password(str(secret)) == "segredo"
    secret.write_text(" outra senha \r\n")
    assert access.password(str(secret)) == " outra senha "


@pytest.mark.parametrize(("held", "sentence"), [(b"", "holds no"), (b"a\0b", "holds no"), (b"\xff", "not UTF-8"), (None, "No such file")])
def test_a_password_that_is_gone_is_trouble_with_the_login(secret: Path, held: bytes | None, sentence: str) -> None:
    secret.unlink() if held is None else secret.write_bytes(held)
    with pytest.raises(Trouble, match=sentence) as trouble:
        access.password(str(secret))
    assert trouble.value.why == LOGIN


def test_a_token_is_what_the_command_prints() -> None:
    assert access.token("printf '%s.%s\\n' abc 'd_-'") == "abc.d_-"
    assert access.token("echo '$HOME;#'") == "$HOME;#", "no shell takes part"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("sh -c 'echo segredo; echo segredo >&2; exit 3'", r"command sh failed \(exit code 3\)"),
        ("/no/such/pegar segredo", r"command pegar cannot be run \(No such file"),
        ("true", "printed nothing that can be a token"),
        ("echo segredo segredo", "printed nothing that can be a token"),
        ("printf 'segredo\\001'", "printed nothing that can be a token"),
        ("printf 'segredo\\377'", "printed nothing that can be a token"),
    ],
)
def test_a_token_command_that_fails_is_told_without_its_words(command: str, sentence: str) -> None:
    with pytest.raises(Trouble, match=sentence) as trouble:
        access.token(command)
    assert trouble.value.why == TOKEN
    assert "segredo" not in str(trouble.value)


def test_a_token_command_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    """A child that survived would hold the pipe, and this test, for a minute."""
    (tmp_path / "pegar").write_text("sleep 60\n")
    with pytest.raises(NoToken, match="sh was not done after 1 s"):
        accesstoken.fetch(f"sh {tmp_path}/pegar", seconds=1)
