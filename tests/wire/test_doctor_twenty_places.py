"""Does the doctor name what is wrong with disks, and with what the DNS says of our domain, with the mend that mends it?"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.disk import mounted
from tests.doctored import Broken, House, house, told
from tests.nsd import Nsd

__all__ = ["house"]

SIZE = 8_000_000  # bytes
FILES = 200
RIGHT = {
    "orgao.example": (
        '@ MX 10 mail\nmail A 192.0.2.25\n@ TXT "v=spf1 mx -all"\n_dmarc TXT "v=DMARC1; p=quarantine"\nk1._domainkey TXT "v=DKIM1; p=abc"\n'
    )
}


def disk(house: House) -> Path:
    """A small disk of its own for evidence."""
    place = house.servers.enter_context(mounted(house.folder / "disk", f"size={SIZE},nr_inodes={FILES}"))
    house.set(EVIDENCE=f"file:{place}/evidence")
    return place


def ballast(house: House, size: int) -> None:
    with (disk(house) / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)


def to_the_last_byte(house: House) -> None:
    place = disk(house)
    free = os.statvfs(place)
    with (place / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_frsize)


def room(house: House) -> None:
    (house.folder / "disk" / "ballast").unlink()


def many_files(house: House) -> None:
    place = disk(house)
    for n in range(FILES - 12):
        (place / f"old{n}").touch()


def fewer_files(house: House) -> None:
    for file in (house.folder / "disk").glob("old*"):
        file.unlink()


def remounted(house: House, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(house.folder / "disk")], check=True)


def zone(house: House, without: str = "", instead: str = "") -> None:
    """A name server that knows our domain, with a line of its zone changed. The one before ends."""
    if "dns" in house.kept:
        house.kept["dns"].__exit__()
    text = RIGHT["orgao.example"]
    assert without in text
    house.kept["dns"] = server = Nsd({"orgao.example": text.replace(without, instead) if without else text})
    server.__enter__()
    house.set(RESOLVER=server.url)


@pytest.fixture(autouse=True)
def _ends(house: House) -> None:
    house.servers.callback(lambda: house.kept["dns"].__exit__() if "dns" in house.kept else None)


def domain(name: str, without: str, instead: str, why: str, *mend: str) -> Broken:
    """One line of the zone, broken and mended."""
    return Broken(name, lambda h: zone(h, without, instead), "domain", why, mend, zone, ok=True)


SPF, DMARC = '@ TXT "v=spf1 mx -all"\n', '_dmarc TXT "v=DMARC1; p=quarantine"\n'
TABLE = [
    Broken("a disk with less than a tenth", lambda h: ballast(h, SIZE * 95 // 100), "disk", "full", ("CARTEIRO_EVIDENCE", "du -x"), room),
    Broken(
        "a disk that is full",
        to_the_last_byte,
        "evidence", "full", ("Make room", "CARTEIRO_EVIDENCE"), room,
        also=frozenset({("disk", "full")}),
    ),
    Broken("a disk without inodes", many_files, "disk", "no-inodes", ("df -i", "CARTEIRO_EVIDENCE"), fewer_files),
    Broken(
        "a disk that may only be read",
        lambda h: (disk(h), remounted(h, "ro")),
        "evidence", "read-only", ("remount,rw", "CARTEIRO_EVIDENCE"),
        lambda h: remounted(h, "rw"),
    ),
    domain("a domain without MX", "@ MX 10 mail\n", "", "no-mx", "Publish an MX record for orgao.example"),
    domain("an MX that is nowhere", "mail A 192.0.2.25\n", "", "lost-mx", "A or AAAA record for mail.orgao.example"),
    domain("a domain without SPF", SPF, "", "no-spf", "CARTEIRO_RELAY", "v=spf1"),
    domain("two SPF records", SPF, SPF + '@ TXT "v=spf1 -all"\n', "bad-spf", "Leave one TXT record"),
    domain("an SPF record that lets everybody", "-all", "+all", "bad-spf", "-all or ~all"),
    domain("a domain without DMARC", DMARC, "", "no-dmarc", "_dmarc.orgao.example", "p=quarantine"),
    domain("a DMARC record that cannot be read", "p=quarantine", "p=sim", "bad-dmarc", "v=DMARC1; p=quarantine"),
    domain("two DMARC records", DMARC, DMARC + '_dmarc TXT "v=DMARC1; p=none"\n', "bad-dmarc", "Leave one at _dmarc.orgao.example"),
    domain("a DMARC policy of none", "p=quarantine", "p=none", "dmarc-none", "p=reject at _dmarc.orgao.example"),
    domain("a domain without DKIM keys", 'k1._domainkey TXT "v=DKIM1; p=abc"\n', "", "no-dkim", "SELECTOR._domainkey.orgao.example"),
    Broken(
        "a domain that takes no mail",
        lambda h: zone(h, "@ MX 10 mail\n", "@ MX 0 .\n"),
        "domain", "no-mx", ("null MX of orgao.example",), zone,
    ),
]  # fmt: skip


@pytest.mark.parametrize("broken", TABLE, ids=[broken.name for broken in TABLE])
def test_what_is_broken_is_named_and_the_mend_mends_it(house: House, broken: Broken) -> None:
    told(house, broken)


def test_a_resolver_that_says_nothing_is_worth_knowing(house: House) -> None:
    zone(house)
    assert [row["why"] for row in house.doctor() if row["part"] in {"resolver", "domain"}] == ["", ""]
    with house.kept["dns"].paused():
        house.set(RESOLVER=f"{house.kept['dns'].url}?timeout=0.5")
        assert [row["why"] for row in house.doctor() if row["part"] in {"resolver", "domain"}] == ["silent", "unseen"]
