"""Does `carteiro doctor` tell what lies in an intake folder apart, and say what cannot be filed?"""

from zoneinfo import ZoneInfo

from gateway.console.doctor import mailbox
from gateway.console.doctor.finding import Finding
from tests.wire.mailroom import Mailroom
from tests.wire.test_mailbox import NOVEMBER, Opener, mail, opened
from tests.wire.test_mailbox_filing import FOLDER, SOON

__all__ = ["opened"]

ZONE = ZoneInfo("America/Sao_Paulo")


def look(room: Mailroom) -> Finding:
    known = mailbox.standing(room.database, room.box)
    return mailbox.look(room.box, known, lambda instant: instant.astimezone(ZONE), trusted=True, patience=room.patience)


def test_mails_that_cannot_be_filed_are_told_with_the_servers_words(opened: Opener) -> None:
    server, room = opened()
    server.put(mail(9), at=NOVEMBER)
    room.look()
    server.read_only(FOLDER)
    for n in (1, 2):
        server.put(mail(n), at=NOVEMBER)
    room.look()
    server.put(mail(3), at=NOVEMBER)
    seen = min(one.seen_at for one in room.pickups if one.last_error).astimezone(ZONE)
    finding = look(room)
    assert (finding.ok, finding.why) == (False, "unfiled")
    assert "3 mails in INBOX (2 on record, waiting to be filed; 1 new)" in finding.says
    assert f"2 mails are on record and cannot be filed since {seen:%Y-%m-%d %H:%M}: MOVE into {FOLDER}: " in finding.says
    assert "Recebidos" in finding.mend
    server.writable(FOLDER)
    room.ahead += SOON
    room.look()
    assert look(room).why == ""
    assert "0 mails in INBOX" in look(room).says


def test_what_lay_there_before_is_told_apart(opened: Opener) -> None:
    server, room = opened(looked=False, without=("MOVE", "UIDPLUS"))
    for n in (1, 2):
        server.put(mail(n), at=NOVEMBER)
    room.look()
    server.put(mail(3), at=NOVEMBER)
    room.look()
    server.put(mail(4), at=NOVEMBER)
    finding = look(room)
    assert "4 mails in INBOX (2 from before, left alone; 1 a copy of what is filed, or left to a person; 1 new)" in finding.says
    assert f"mailbox {room.mailbox.id} in the log" in finding.says
    server.renumber()
    assert "which the server numbers anew" in look(room).says
