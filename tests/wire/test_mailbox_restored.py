"""Can a mailbox's `Recebidos` give back what a lost database no longer has?"""

from pathlib import Path

from gateway.doors.imap.taking import Look
from tests.wire.mailroom import Mailroom
from tests.wire.test_mailbox import NOVEMBER, Opener, mail, opened

__all__ = ["opened"]

FOLDER = "Recebidos/2026-11"


def test_what_is_moved_back_after_the_first_look_of_a_new_database_comes_on_record(opened: Opener, tmp_path: Path) -> None:
    server, lost = opened()
    for n in (1, 2):
        server.put(mail(n), at=NOVEMBER)
    lost.look()
    assert server.mails(FOLDER) == [mail(1), mail(2)]
    anew = Mailroom(tmp_path / "anew", server.url(), database=f"sqlite:///{tmp_path}/anew.db")
    assert anew.look() is Look.WHOLE
    assert anew.mails() == [], "what is filed is not looked into"
    with server.client() as person:
        person.select(FOLDER)
        assert person.uid("MOVE", "1:*", "INBOX")[0] == "OK"
    assert anew.look() is Look.WHOLE
    assert anew.mails() == [mail(1), mail(2)]
    assert {row.received_at for row in anew.rows()} == {NOVEMBER}, "as it arrived first"
    assert (server.count(), server.mails(FOLDER)) == (0, [mail(1), mail(2)])
    anew.close()
