"""Does the LDAP directory know who is who, as the file directory does, and is nobody else taken for someone?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.people.directory import Directory, Entity, Person
from gateway.people.file import FileDirectory
from gateway.people.ldap.directory import LdapDirectory
from gateway.people.opened import open_directory
from gateway.settings import Settings
from gateway.shipped import find
from tests.slapd import BASE, MAPPING, PASSWORD, Slapd

DEMO: Directory = FileDirectory.load(find("demo/directory.yml"))
GROUPS = ["21150.SR-1", "21150.SR-2", "21150.SR-3", "21150.SR-4", "21150.SR-5"]
ENTITIES = ["27418305000100", "38529416000111", "49630527000122"]
MARIA = f"dn: uid=maria.conceicao,ou=pessoas,{BASE}\nchangetype: modify\n"
ANA = f"dn: uid=ana.barros,ou=pessoas,{BASE}\nchangetype: modify\n"


def known(directory: str) -> LdapDirectory:
    """The directory of this setting, as the gateway opens it."""
    made = open_directory(Settings(directory=directory))
    assert isinstance(made, LdapDirectory)
    return made


@pytest.fixture(scope="module")
def slapd() -> Iterator[Slapd]:
    with Slapd() as server:
        yield server


@pytest.fixture
def own() -> Iterator[Slapd]:
    """A server that a test may change."""
    with Slapd() as server:
        yield server


@pytest.fixture(scope="module")
def ldap(slapd: Slapd) -> Iterator[LdapDirectory]:
    made = known(slapd.url())
    yield made
    made.close()


def by_id(people: tuple[Person, ...]) -> list[Person]:
    return sorted(people, key=lambda person: person.id)


def test_everyone_is_the_same_as_in_the_file(ldap: LdapDirectory) -> None:
    assert list(ldap.everyone()) == by_id(DEMO.everyone())


@pytest.mark.parametrize("person", DEMO.everyone(), ids=lambda person: person.id)
def test_each_person_is_found_as_in_the_file(ldap: LdapDirectory, person: Person) -> None:
    assert [ldap.by_mail(address.upper()) for address in person.mail] == [person] * len(person.mail)
    assert ldap.by_id(person.id) == person
    cpf = person.cpf
    dotted = f"{cpf[:3]}.{cpf[3:6]}.{cpf[6:9]}-{cpf[9:]}"
    for login in (cpf, dotted, f" {cpf} ", *person.mail):
        assert ldap.authenticate(login, PASSWORD) == (person if person.active else None)
        assert ldap.authenticate(login, "errada") is None


@pytest.mark.parametrize("number", ENTITIES)
def test_each_entity_has_its_name_region_and_gestores(ldap: LdapDirectory, number: str) -> None:
    assert isinstance(ldap.entity(number), Entity)
    assert ldap.entity(number) == DEMO.entity(number)
    assert list(ldap.representatives(number)) == by_id(DEMO.representatives(number))


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_has_its_technicians_and_supervisors(ldap: LdapDirectory, group: str) -> None:
    assert list(ldap.members(group)) == by_id(DEMO.members(group))
    assert list(ldap.supervisors(group)) == by_id(DEMO.supervisors(group))


def test_a_member_that_is_no_more_is_left_out(ldap: LdapDirectory, slapd: Slapd) -> None:
    assert f"cn=ninguem,ou=grupos,{BASE}" in (slapd.home / "entries.ldif").read_text()
    assert ldap.members("21150.SR-4") == ()
    assert [person.id for person in ldap.supervisors("21150.SR-4")] == ["silvia.campos"]


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("10438261700", ""),
        ("10438261700", "Carteiro"),
        ("10438261700", "carteiro "),
        ("10438261700", "carteiro\x00"),
        ("10438261700", "\udcff"),
        ("10438261700", "x" * 5000),
        ("1043826170", "carteiro"),
        ("１０４３８２６１７００", "carteiro"),
        ("maria.conceicao", "carteiro"),
        (f"uid=maria.conceicao,ou=pessoas,{BASE}", "carteiro"),
        ("ninguem@str-valesereno.example", "carteiro"),
        ("*", "carteiro"),
        ("1043826170*", "carteiro"),
        ("", ""),
        ("", "carteiro"),
        ("654.942.376-55", "carteiro"),  # inactive
        ("sebastiao@str-valesereno.example", "carteiro"),
    ],
)
def test_nobody_else_logs_in(ldap: LdapDirectory, login: str, password: str) -> None:
    assert ldap.authenticate(login, password) is None


def test_a_password_that_can_be_none_reaches_no_network(slapd: Slapd, ldap: LdapDirectory) -> None:
    before = len(slapd.asked), len(slapd.binds)
    for password in ("", "\0", "carteiro\0", "\udcff"):
        assert ldap.authenticate("10438261700", password) is None
    assert (len(slapd.asked), len(slapd.binds)) == before


def test_an_unknown_login_costs_as_much_as_a_wrong_password(slapd: Slapd, ldap: LdapDirectory) -> None:
    decoy = f"cn=carteiro-00000000,ou=pessoas,{BASE}"
    logins = {
        "99999999999": decoy,
        "654.942.376-55": decoy,  # inactive
        "10438261700": f"uid=maria.conceicao,ou=pessoas,{BASE}",
        "713.053.485-66": f"uid=ana.barros,ou=pessoas,{BASE}",  # whose groups are another question
    }
    for login, bound in logins.items():
        asked, binds = len(slapd.asked), len(slapd.binds)
        assert ldap.authenticate(login, "errada") is None
        assert len(slapd.asked) - asked == 3
        assert slapd.binds[binds:] == [bound]


STRANGERS = [
    "mar\u0131a@str-valesereno.example",  # dotless i
    "maria@str-valesereno.example.",
    "maria+x@str-valesereno.example",
    "mаria@str-valesereno.example",  # noqa: RUF100 - Cyrillic а
    "\uff4daria@str-valesereno.example",  # full width, which LDAP folds
    "maria@str-valesereno.example\u00a0",
    "ninguem@prefeitura.example",
]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_look_alike_is_a_stranger(ldap: LdapDirectory, stranger: str) -> None:
    assert ldap.by_mail(stranger) is None


INJECTIONS = [
    "*@prefeitura.example",
    "*@str-valesereno.example",
    "x)(|(mail=*",
    "x)(|(mail=*@str-valesereno.example",
    "maria@str-valesereno.example)(uid=*",
    "a\\2a@str-valesereno.example",
    "\\@str-valesereno.example",
    "maria\x00@str-valesereno.example",
    "maria@str-valesereno.example\x00",
    "maria@str-valesereno.example\r\n",
    "a" * 300 + "@str-valesereno.example",
    "\udcff@str-valesereno.example",
    "@",
    "",
    "*",
]


@pytest.mark.parametrize("text", INJECTIONS, ids=ascii)
def test_what_a_mail_says_is_never_a_filter(slapd: Slapd, ldap: LdapDirectory, text: str) -> None:
    before = len(slapd.asked)
    assert ldap.by_mail(text) is None
    assert ldap.by_id(text) is None
    assert ldap.entity(text) is None
    assert ldap.members(text) == ldap.supervisors(text) == ldap.representatives(text) == ()
    assert ldap.authenticate(text, "errada") is None
    for line in slapd.asked[before:]:
        # A star that slapd understood as one stands alone: whether an entry with the attribute is seen at all.
        assert "*" not in line.replace("=*)", "")


def test_a_star_is_asked_for_as_a_star(slapd: Slapd, ldap: LdapDirectory) -> None:
    before = len(slapd.asked)
    assert ldap.by_mail("*@prefeitura.example") is None
    asked = slapd.asked[before:]
    assert "(mail=\\2A@prefeitura.example)" in asked[0]
    assert len(asked) == 3, "the question, whether anybody is seen, and whether that one is found again"


def test_what_can_be_no_address_is_not_asked(slapd: Slapd, ldap: LdapDirectory) -> None:
    before = len(slapd.asked)
    for text in ("maria\x00@x.example", "a" * 300 + "@x.example", "\udcff@x.example", "duas@x.example,maria@x.example", "a b@x.example"):
        assert ldap.by_mail(text) is None
    assert slapd.asked[before:] == []


def test_an_address_of_two_entries_is_nobodys(own: Slapd) -> None:
    ldap = known(own.url())
    assert ldap.by_mail("joao.nogueira@correio.example") is not None
    own.change(f"{ANA}add: mail\nmail: Joao.Nogueira@CORREIO.example\n")
    assert ldap.by_mail("joao.nogueira@correio.example") is None
    assert ldap.authenticate("joao.nogueira@correio.example", PASSWORD) is None
    assert ldap.authenticate("218.504.936-11", PASSWORD) is not None
    ldap.close()


def test_a_cpf_of_two_entries_is_nobodys(own: Slapd) -> None:
    ldap = known(own.url())
    own.change(f"{ANA}replace: employeeNumber\nemployeeNumber: 10438261700\n")
    assert ldap.authenticate("104.382.617-00", PASSWORD) is None
    assert ldap.authenticate("maria@str-valesereno.example", PASSWORD) is not None
    ldap.close()


def test_who_is_disabled_is_known_and_may_nothing_at_once(own: Slapd) -> None:
    ldap = known(own.url())
    before = ldap.by_mail("maria@str-valesereno.example")
    assert before is not None
    assert before.active
    own.change(f"{MARIA}add: employeeType\nemployeeType: Desligado\n")
    after = ldap.by_mail("maria@str-valesereno.example")
    assert after is not None
    assert not after.active
    assert ldap.by_id("maria.conceicao") == after, "what is asked afresh takes the place of what was kept"
    assert ldap.authenticate("104.382.617-00", PASSWORD) is None
    ldap.close()


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ("delete: departmentNumber\n", "entities"),
        ("replace: departmentNumber\ndepartmentNumber: 123\ndepartmentNumber: nada\n", "entities"),
        ("delete: employeeType\n", "profile"),
        ("replace: employeeType\nemployeeType: gerente\n", "profile"),
        ("delete: employeeNumber\n", "cpf"),
        ("replace: employeeNumber\nemployeeNumber: 123\n", "cpf"),
    ],
)
def test_an_entry_that_lacks_something_is_usable_without_it(own: Slapd, change: str, lost: str) -> None:
    own.change(MARIA + change)
    ldap = known(own.url())
    maria = ldap.by_mail("maria@str-valesereno.example")
    assert maria is not None
    assert not getattr(maria, lost)
    assert maria in ldap.everyone()
    ldap.close()


def test_a_cnpj_with_punctuation_is_the_same(own: Slapd) -> None:
    own.change(f"{MARIA}replace: departmentNumber\ndepartmentNumber: 27.418.305/0001-00\n")
    ldap = known(own.url())
    assert ldap.by_mail("maria@str-valesereno.example") == DEMO.by_id("maria.conceicao")
    assert list(ldap.representatives("27418305000100")) == by_id(DEMO.representatives("27418305000100"))
    ldap.close()


def test_an_id_that_reads_as_a_cpf_is_not_usable(own: Slapd, tmp_path: Path) -> None:
    """It would stand in the record for ever."""
    own.change(f"{MARIA}add: uid\nuid: 999.888.777-66\n-\nadd: givenName\ngivenName: 999.888.777-66\n")
    mapping = tmp_path / "ldap.yml"
    mapping.write_text(MAPPING.read_text("utf-8").replace("id: uid\n  name: [cn]", "id: givenName\n  name: [cn]"), "utf-8")
    own.change(f"{ANA}add: givenName\ngivenName: ana.lucia\n")
    ldap = known(own.url(mapping=mapping))
    assert ldap.by_mail("maria@str-valesereno.example") is None
    assert ldap.by_id("999.888.777-66") is None
    ana = ldap.by_mail("ana.barros@sr1.atendimento.example")
    assert ana is not None
    assert ana.id == "ana.lucia"
    assert [person.id for person in ldap.everyone()] == ["ana.lucia"]
    ldap.close()


def test_the_id_of_every_server_serves_where_none_is_named(slapd: Slapd, tmp_path: Path) -> None:
    mapping = tmp_path / "ldap.yml"
    mapping.write_text(MAPPING.read_text("utf-8").replace("id: uid\n  name: [cn]", "name: [cn]"), "utf-8")
    ldap = known(slapd.url(mapping=mapping))
    maria = ldap.by_mail("maria@str-valesereno.example")
    assert maria is not None
    assert len(maria.id) == 36
    assert ldap.by_id(maria.id) == maria
    assert ldap.by_id(maria.id[:-1] + ("0" if maria.id[-1] != "0" else "1")) is None
    ldap.close()
