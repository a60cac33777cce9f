"""Is a directory that is away, hung, slow or blind ever taken for one that knows nobody, and is anyone kept waiting for it?"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gateway.people.directory import DirectoryUnavailable, Person
from gateway.people.ldap import mapping
from gateway.people.ldap.directory import LdapDirectory
from gateway.people.ldap.pool import SIZE
from gateway.people.ldap.url import read_url
from tests.proxy import Proxy
from tests.slapd import BASE, HIDDEN, MAPPING, PASSWORD, READABLE, READER, Slapd

MARIA = "maria@str-valesereno.example"
ANA = "ana.barros@sr1.atendimento.example"
CPF = "104.382.617-00"
LONGEST = 5.0  # seconds a caller may be blocked
SLACK = 1.0  # for a busy machine


class Clock:
    """Real time, and what a test adds to it."""

    def __init__(self) -> None:
        self.added = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.added


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slapd() -> Iterator[Slapd]:
    with Slapd() as server:
        yield server


@pytest.fixture(autouse=True)
def nobody_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No line of the log holds an address, a name, a CPF or a password."""
    caplog.set_level(logging.DEBUG)
    yield
    for word in ("@", "maria", "104.382", "10438261700", "carteiro,ou", PASSWORD + "\n", "barros"):
        assert word not in caplog.text.lower()


def known(url: str, clock: Clock | None = None, file: Path = MAPPING) -> LdapDirectory:
    return LdapDirectory(read_url(url), mapping.load(file), clock or Clock())


def blocked(ask: Callable[[], object]) -> float:
    """Seconds until DirectoryUnavailable."""
    begun = time.monotonic()
    with pytest.raises(DirectoryUnavailable):
        ask()
    return time.monotonic() - begun


def changed(folder: Path, old: str, new: str) -> Path:
    """The demo's mapping with a change."""
    text = MAPPING.read_text("utf-8")
    assert old in text
    file = folder / "ldap.yml"
    file.write_text(text.replace(old, new), "utf-8")
    return file


def kill(slapd: Slapd, _: Proxy) -> None:
    slapd.kill()


def pause(slapd: Slapd, _: Proxy) -> None:
    slapd.pause()


def slow(_: Slapd, proxy: Proxy) -> None:
    proxy.delay = 10


def drip(_: Slapd, proxy: Proxy) -> None:
    proxy.drip = 0.4


OUTAGES = [(kill, True), (kill, False), (pause, True), (pause, False), (slow, True), (drip, False)]
"""What happens, and whether a connection is open by then."""


@pytest.mark.parametrize(("outage", "warm"), OUTAGES)
def test_an_outage_blocks_nobody_longer_than_five_seconds_and_then_nobody_at_all(
    slapd: Slapd, clock: Clock, outage: Callable[[Slapd, Proxy], None], warm: bool
) -> None:
    with Proxy(slapd.port) as proxy:
        ldap = known(slapd.url(port=proxy.port), clock)
        if warm:
            assert ldap.by_mail(MARIA) is not None
        outage(slapd, proxy)
        assert blocked(lambda: ldap.by_mail(MARIA)) < LONGEST + SLACK
        # T100: worker threads do not pile up.
        for ask in (lambda: ldap.by_mail(MARIA), lambda: ldap.by_id("x"), lambda: ldap.authenticate(CPF, PASSWORD), ldap.everyone):
            assert blocked(ask) < SLACK
        clock.added += 6
        assert blocked(lambda: ldap.authenticate(CPF, PASSWORD)) < LONGEST + SLACK
        proxy.delay = proxy.drip = 0
        slapd.kill()
        slapd.start()
        clock.added += 6
        assert isinstance(ldap.by_mail(MARIA), Person)
        assert ldap.authenticate(CPF, PASSWORD) == ldap.by_mail(MARIA)
        ldap.close()


def test_many_callers_of_a_hung_directory_are_let_go_together(slapd: Slapd) -> None:
    ldap = known(slapd.url())
    assert ldap.by_mail(MARIA) is not None
    slapd.pause()
    with ThreadPoolExecutor(24) as crowd:
        waited = list(crowd.map(lambda _: blocked(lambda: ldap.by_mail(MARIA)), range(24)))
    assert max(waited) < LONGEST + SLACK
    slapd.resume()
    ldap.close()


def test_a_crowd_shares_a_few_connections(slapd: Slapd) -> None:
    with Proxy(slapd.port) as proxy:
        ldap = known(slapd.url(port=proxy.port))
        with ThreadPoolExecutor(32) as crowd:
            found = list(crowd.map(lambda n: ldap.by_mail((MARIA, ANA)[n % 2]), range(200)))
        assert [person.id for person in found if person] == ["maria.conceicao", "ana.barros"] * 100
        assert proxy.connections <= SIZE
        ldap.close()


def test_a_connection_that_died_is_replaced_unseen(slapd: Slapd) -> None:
    ldap = known(slapd.url())
    assert ldap.by_mail(MARIA) is not None
    slapd.kill()
    slapd.start()
    assert ldap.by_mail(MARIA) is not None
    ldap.close()


def test_one_tries_while_the_others_are_put_off(slapd: Slapd, clock: Clock) -> None:
    ldap = known(slapd.url(), clock)
    slapd.pause()
    blocked(lambda: ldap.by_mail(MARIA))
    clock.added += 6
    trying = threading.Thread(target=lambda: blocked(lambda: ldap.by_mail(MARIA)))
    trying.start()
    time.sleep(0.5)
    assert blocked(lambda: ldap.by_mail(MARIA)) < SLACK
    trying.join()
    slapd.resume()
    ldap.close()


def test_what_was_kept_serves_for_less_than_a_minute_and_never_for_who_writes(slapd: Slapd, clock: Clock) -> None:
    ldap = known(slapd.url(), clock)
    ana, group, entity = ldap.by_mail(ANA), ldap.members("21150.SR-1"), ldap.entity("27418305000100")
    before = len(slapd.asked)
    assert (ldap.by_id("ana.barros"), ldap.members("21150.SR-1"), ldap.entity("27418305000100")) == (ana, group, entity)
    assert len(slapd.asked) == before, "kept"
    slapd.kill()
    blocked(lambda: ldap.by_mail(ANA))
    blocked(lambda: ldap.authenticate(CPF, PASSWORD))
    assert (ldap.by_id("ana.barros"), ldap.members("21150.SR-1"), ldap.entity("27418305000100")) == (ana, group, entity)
    clock.added += 60
    for ask in (lambda: ldap.by_id("ana.barros"), lambda: ldap.members("21150.SR-1"), lambda: ldap.entity("27418305000100")):
        blocked(ask)
    ldap.close()


def test_who_was_removed_is_gone_at_once_for_what_they_write_and_within_a_minute_elsewhere(slapd: Slapd, clock: Clock) -> None:
    ldap = known(slapd.url(), clock)
    assert ldap.by_mail(ANA) in ldap.members("21150.SR-1")
    slapd.change(f"dn: uid=ana.barros,ou=pessoas,{BASE}\nchangetype: delete\n")
    assert ldap.by_mail(ANA) is None
    assert ldap.authenticate("713.053.485-66", PASSWORD) is None
    clock.added += 60
    assert ldap.by_id("ana.barros") is None
    assert [person.id for person in ldap.members("21150.SR-1")] == ["carlos.pinto", "helena.matos"]
    ldap.close()


@pytest.mark.parametrize(
    ("old", "new", "ask"),
    [
        ("ou=pessoas,", "ou=pessoal,", lambda ldap: ldap.by_mail(MARIA)),
        ("ou=pessoas,", "ou=pessoal,", lambda ldap: ldap.authenticate(CPF, PASSWORD)),
        ("ou=pessoas,", "ou=pessoal,", lambda ldap: ldap.everyone()),
        ("ou=pessoas,dc=carteiro", "ou=pessoas,dc=outro", lambda ldap: ldap.by_id("maria.conceicao")),
        ("ou=pessoas,", "ou=contas,", lambda ldap: ldap.by_mail(MARIA)),  # a base that is there, and holds no people
        ("(objectClass=inetOrgPerson)", "(objectClass=account)", lambda ldap: ldap.by_mail(MARIA)),
        ("cpf: employeeNumber", "cpf: carLicense", lambda ldap: ldap.authenticate(CPF, PASSWORD)),
        ("ou=entidades,", "ou=entidade,", lambda ldap: ldap.entity("27418305000100")),
        ("ou=entidades,", "ou=grupos,", lambda ldap: ldap.entity("27418305000100")),
        ("entities: departmentNumber", "entities: carLicense", lambda ldap: ldap.representatives("27418305000100")),
        ("ou=grupos,", "ou=grupo,", lambda ldap: ldap.members("21150.SR-1")),
        ("ou=grupos,", "ou=grupo,", lambda ldap: ldap.by_mail(ANA)),  # of a technician the groups must be known
        ("ou=grupos,", "ou=pessoas,", lambda ldap: ldap.by_mail(ANA)),
        ("ou=grupos,", "ou=contas,", lambda ldap: ldap.supervisors("21150.SR-1")),
    ],
)
def test_a_wrong_base_or_attribute_is_no_answer(
    slapd: Slapd, tmp_path: Path, old: str, new: str, ask: Callable[[LdapDirectory], object]
) -> None:
    ldap = known(slapd.url(), file=changed(tmp_path, old, new))
    assert blocked(lambda: ask(ldap)) < SLACK
    ldap.close()


ONLY = f'access to * by dn.exact="{READER}" read by anonymous auth by * none\n'
BLIND = {
    "nothing is seen": HIDDEN,
    "no address is seen": f"access to attrs=mail,mailLocalAddress by * none\n{READABLE}",
    "addresses may be sought, not read": f'access to attrs=mail,mailLocalAddress by dn.exact="{READER}" search by * none\n{READABLE}',
    "no id is seen": f"access to attrs=uid by * none\n{READABLE}",
    "ids may be sought, not read": f'access to attrs=uid by dn.exact="{READER}" search by * none\n{READABLE}',
    "no people are seen": f'access to dn.subtree="ou=pessoas,{BASE}" by anonymous auth by * none\n{READABLE}',
}


@pytest.mark.parametrize("access", BLIND.values(), ids=BLIND.keys())
def test_an_account_that_may_see_nothing_finds_nobody_unknown(access: str) -> None:
    with Slapd(access) as slapd:
        ldap = known(slapd.url())
        for address in (MARIA, ANA, "ninguem@fora.example"):
            blocked(lambda address=address: ldap.by_mail(address))  # type: ignore[misc]
        ldap.close()


def test_a_technicians_groups_that_are_not_seen_are_not_none() -> None:
    with Slapd(f"access to attrs=member,owner by * none\n{READABLE}") as slapd:
        ldap = known(slapd.url())
        assert ldap.by_mail(MARIA) is not None, "a representative is in no group, and none is asked for"
        blocked(lambda: ldap.by_mail(ANA))
        blocked(lambda: ldap.members("21150.SR-1"))
        ldap.close()


@pytest.mark.parametrize("attribute", ["departmentNumber", "employeeType"])
def test_a_right_that_is_hidden_is_not_taken_away(attribute: str) -> None:
    """A representative would be told that they serve no entity, or are none."""
    with Slapd(f"access to attrs={attribute} by * none\n{READABLE}") as slapd:
        ldap = known(slapd.url())
        blocked(lambda: ldap.by_mail(MARIA))
        blocked(lambda: ldap.by_id("maria.conceicao"))
        ldap.close()


def test_a_region_that_is_hidden_is_not_none() -> None:
    with Slapd(f"access to attrs=l by * none\n{READABLE}") as slapd:
        ldap = known(slapd.url())
        blocked(lambda: ldap.entity("27418305000100"))
        ldap.close()


def test_a_state_that_is_hidden_makes_nobody_inactive(tmp_path: Path) -> None:
    file = changed(
        tmp_path, "inactive:\n    - {attribute: employeeType, values: [desligado]}", "active: [{attribute: title, values: [ativo]}]"
    )
    with Slapd() as slapd:
        ldap = known(slapd.url(), file=file)
        blocked(lambda: ldap.by_mail(MARIA))
        slapd.change(f"dn: uid=ana.barros,ou=pessoas,{BASE}\nchangetype: modify\nadd: title\ntitle: Ativo\n")
        maria, ana = ldap.by_mail(MARIA), ldap.by_mail(ANA)
        assert maria is not None
        assert ana is not None
        assert (maria.active, ana.active) == (False, True)
        ldap.close()


def test_groups_that_are_not_seen_at_all_are_not_none() -> None:
    with Slapd(f'access to dn.subtree="ou=grupos,{BASE}" by * none\n{READABLE}') as slapd:
        ldap = known(slapd.url())
        for ask in (lambda: ldap.by_mail(ANA), lambda: ldap.members("21150.SR-1"), ldap.everyone):
            blocked(ask)
        ldap.close()


def test_an_empty_people_base_knows_nobody_and_says_so() -> None:
    people = f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\ndc: carteiro\no: C\n"
    for name in ("pessoas", "entidades", "grupos"):
        people += f"\ndn: ou={name},{BASE}\nobjectClass: organizationalUnit\nou: {name}\n"
    with Slapd(ONLY, ldif=people) as slapd:
        ldap = known(f"ldap://127.0.0.1:{slapd.port}?mapping={MAPPING}")
        for ask in (lambda: ldap.by_mail(MARIA), ldap.everyone, lambda: ldap.entity("27418305000100"), lambda: ldap.members("x")):
            blocked(ask)
        ldap.close()


def test_a_list_that_was_cut_short_is_no_answer() -> None:
    with Slapd(extra="sizelimit size.soft=2 size.hard=2 size.prtotal=3") as slapd:
        ldap = known(slapd.url())
        assert ldap.by_mail(MARIA) is not None
        assert ldap.by_mail("ninguem@fora.example") is None
        blocked(ldap.everyone)
        ldap.close()


def test_what_stands_on_another_server_is_no_answer(slapd: Slapd, tmp_path: Path) -> None:
    with Slapd(extra='referral "ldap://127.0.0.1:1"') as other:
        ldap = known(other.url(), file=changed(tmp_path, "ou=pessoas,dc=carteiro", "ou=pessoas,dc=outro"))
        blocked(lambda: ldap.by_mail(MARIA))
        ldap.close()
    where = f"dn: cn=longe,ou=pessoas,{BASE}\nobjectClass: referral\nobjectClass: extensibleObject\ncn: longe\n"
    slapd.change(
        f"{where}ref: ldap://127.0.0.1:1/ou=longe,{BASE}\n".replace("objectClass: referral", "changetype: add\nobjectClass: referral")
    )
    ldap = known(slapd.url())
    blocked(lambda: ldap.by_mail("ninguem@fora.example"))
    ldap.close()
