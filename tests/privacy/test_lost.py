"""Is the rest exported when the record has lost something, and does the index tell what is proven from what is only claimed?"""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select

from gateway.privacy.exporting import export
from gateway.privacy.subject import find
from storage.tables import Inbound, InboundRaw, Outbound
from tests.privacy.cast import closed, settled
from tests.world import MARIA, World


def exported(world: World, file: Path) -> tuple[dict[str, int], dict[str, Any], list[str], str]:
    subject = find(world.tools, MARIA)
    assert subject is not None
    counts = export(world.tools, subject, file, lambda _done, _of: None)
    with zipfile.ZipFile(file) as archive:
        index, page = (archive.read(name).decode() for name in ("indice.json", "LEIA-ME.html"))
        assert archive.testzip() is None
        names = archive.namelist()
    file.unlink()
    return counts, json.loads(index), names, page


@contextmanager
def losing(world: World, mail: int) -> Iterator[None]:
    """Without all packs, the first mail in the evidence store, and one that rides in the database; they come back at the end."""
    database, evidence = world.tools.database, world.tools.evidence
    with database.writing() as session:
        names = {*session.scalars(select(Outbound.pack).where(Outbound.pack != "")), session.get_one(Inbound, 1).sha256}
        raw = session.get_one(InboundRaw, mail)
        content = raw.content
        session.delete(raw)
    kept = [evidence.read(name) for name in names]
    for name in names:
        evidence.forget(name)
    try:
        yield
    finally:
        for blob in kept:
            evidence.put(blob)
        with database.writing() as session:
            session.add(InboundRaw(inbound_id=mail, content=content))


def test_lost_mails_and_packs_are_marked_and_the_rest_is_there(world: World, tmp_path: Path) -> None:
    closed(world)
    settled(world)
    fresh = [world.mail_in(MARIA, "CONSULTAR", "") for _ in range(2)]
    world.work_off()
    with losing(world, fresh[0]):
        counts, index, names, page = exported(world, tmp_path / "maria.zip")
    gone = {row["id"] for name in ("emails", "cartas") for row in index[name] if row["perdido"]}
    there = [row for name in ("emails", "cartas") for row in index[name] if not row["perdido"]]
    assert {"in-1", f"in-{fresh[0]}"} <= gone
    assert {f"in-{fresh[1]}"} <= {row["id"] for row in there}
    assert any(one.startswith("out-") for one in gone)
    assert any(row["id"].startswith("out-") for row in there)
    assert counts["lost"] == len(gone)
    assert all(row["arquivo"] in names for row in there)
    assert not any(one in name for name in names for one in ("emails/in-1.", f"in-{fresh[0]}."))
    assert page.count("(o arquivo se perdeu)") == len(gone)


def test_the_index_says_how_it_is_known_whose_a_mail_is(world: World, tmp_path: Path) -> None:
    proven, claimed = world.mail_in(MARIA, "CONSULTAR", ""), world.mail_in(MARIA, "CONSULTAR", "", login=False)
    world.work_off()
    _counts, index, _names, page = exported(world, tmp_path / "maria.zip")
    assert {row["id"]: row["prova"] for row in index["emails"]} == {f"in-{proven}": "login", f"in-{claimed}": "claimed"}
    assert "só o endereço, sem prova" in page
