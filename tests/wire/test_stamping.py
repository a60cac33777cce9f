"""Does a gateway in earnest take mail and answer while its time-stamping authority is silent, and is it stamped once it is back?"""

from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

from storage.database import Database
from storage.record import stamps
from storage.record.stamps import Stamped
from tests import tsa
from tests.tsa import Authority
from tests.wire.premises import until
from tests.wire.process import Running

MARIA = "maria@str-valesereno.example"


def newest(database: Database) -> Stamped | None:
    with database.reading() as session:
        return stamps.newest(session)


def test_nobody_waits_for_a_silent_authority(tmp_path: Path) -> None:
    with Authority(tmp_path / "tsa") as authority:
        authority.mode = tsa.DRIP
        url = authority.url.replace("timeout=5", "timeout=30") + "&every=1"
        with closing(Running(tmp_path / "home", settings={"TIMESTAMPS": url})) as running:
            running.start()
            for n in (1, 2):
                mail = EmailMessage()
                mail["From"], mail["To"], mail["Subject"] = MARIA, "suporte@carteiro.example", f"[12] Portal {n}"
                mail.set_content("Erro desde as 8h.")
                running.deliver(mail, MARIA)
                until(lambda n=n: len(running.letters(MARIA)) == n, 30)  # type: ignore[misc]
                until(lambda: bool(authority.asked), 60)
            with closing(Database(f"sqlite:///{tmp_path}/home/carteiro.db")) as database:
                assert newest(database) is None
                authority.mode, authority.drip = tsa.WELL, 0.0
                until(lambda: newest(database) is not None, 90)
                kept = newest(database)
            assert kept is not None
            assert authority.verify(kept.token, kept.head) == "Verification: OK"
            assert running.stop() == 0
