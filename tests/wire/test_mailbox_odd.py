"""Do mails that are hardly any come on record as they are, and end in one disposition each?"""

from datetime import timedelta
from pathlib import Path

from gateway.doors.imap.taking import Look
from tests.wire.test_mailbox import Opener, mail, opened
from tests.wire.test_mailbox_poison import FOLDER, HEAD, put
from tests.world import World

__all__ = ["opened"]

ODD = {
    "garbage": bytes(range(1, 256)).replace(b"\n", b"").replace(b"\r", b"") * 20,
    "24 MB": HEAD + b"grande\r\n\r\n" + b"x" * 70 * 340_000,
    "8-bit header": HEAD + b"\xff\xfe\xc3(\x80 \xe1\xe9\r\nX-\xf1: \xf1\r\nContent-Type: text/\xff; charset=\xfe\r\n\r\nErro\r\n",
    "empty": b"",
    "NUL": HEAD + b"nul\0\r\n\r\n\0\0Erro\0\r\n",
    "line ends": HEAD + b"fins\nX-A: b\rc\r\n\n\nErro\rde\n\rnovo\n",
    "only a header": HEAD + b"so",
    "boundary": HEAD + b'x\r\nContent-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n----\r\n',
}


def on_the_wire(raw: bytes) -> bytes:
    """As Dovecot gives it: a bare LF as CRLF (RFC 3501, 2.2), a NUL as 0x80, for a literal holds none (RFC 3501, 4.3.1)."""
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").replace(b"\0", b"\x80")


def test_odd_mails_are_mails(opened: Opener) -> None:
    server, room = opened()
    mails = [*ODD.values(), *(mail(n) for n in range(12))]
    put(server, mails)
    assert room.look() is Look.WHOLE
    assert room.mails() == [on_the_wire(one) for one in mails]
    assert (server.count(), server.count(FOLDER)) == (0, 20)
    assert room.told == []


def test_each_of_them_ends_in_one_disposition(opened: Opener, tmp_path: Path) -> None:
    server, room = opened()
    put(server, [*ODD.values(), *(mail(n) for n in range(4))])
    room.look()
    world = World(tmp_path / "world", database=f"sqlite:///{tmp_path}/carteiro.db")
    world.tools.evidence.root = tmp_path / "evidence"
    world.clock.at = room.keeping.clock() + timedelta(minutes=1)
    for _ in range(12):
        world.later(hours=1)
    assert all(row.outcome for row in room.rows())
    world.check_record()
    world.close()
    room.look()
    aside = [row.id for row in room.rows() if row.outcome in {"dead", "too-costly"}]
    assert server.count("Quarentena") == len(aside)
    assert server.count(FOLDER) == 12 - len(aside)
