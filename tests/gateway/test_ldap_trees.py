"""Does the mapping fit other trees than the demo's: Active Directory, memberUid, locked accounts, groups that give a profile?"""

import re
import time
import uuid
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.people.directory import DirectoryUnavailable, Person
from gateway.people.ldap import mapping
from gateway.people.ldap.directory import LdapDirectory
from gateway.people.ldap.dn import dn_key, leaf, under
from gateway.people.ldap.url import read_url
from tests.slapd import BASE, MAPPING, PASSWORD, Slapd

GUID = uuid.UUID("6f9619ff-8b86-d011-b42d-00c04fc964ff")
PEOPLE, GROUPS = f"ou=Usuários,{BASE}", f"ou=Grupos,{BASE}"


def known(slapd: Slapd, file: Path) -> LdapDirectory:
    made = read_url(slapd.url(mapping=file))
    return LdapDirectory(made, mapping.load(file), time.monotonic)


def coded(name: str, value: str | bytes) -> str:
    """A line of LDIF."""
    return f"{name}:: {b64encode(value if isinstance(value, bytes) else value.encode()).decode()}"


def user(name: str, number: int, control: int, *lines: str) -> str:
    """A user as Active Directory writes it; names hold commas and accents."""
    head = [coded("dn", f"CN={name.replace(',', chr(92) + ',')},{PEOPLE}"), "objectClass: user", coded("cn", name), "sn: x"]
    guid = uuid.UUID(int=GUID.int + number).bytes_le
    own = [
        coded("objectGUID", guid),
        f"userAccountControl: {control}",
        "instanceType: 4",
        "objectCategory: cn=x",
        "nTSecurityDescriptor: x",
    ]
    return "\n".join([*head, *own, f"userPassword: {PASSWORD}", *lines]) + "\n"


def container(dn: str) -> str:
    return "\n".join([coded("dn", dn), "objectClass: organizationalUnit", coded("ou", dn.partition(",")[0][3:])]) + "\n"


def group(name: str, *lines: str) -> str:
    head = [
        coded("dn", f"CN={name},{GROUPS}"),
        "objectClass: group",
        f"cn: {name}",
        "groupType: 2",
        "instanceType: 4",
        "objectCategory: cn=x",
    ]
    return "\n".join([*head, "nTSecurityDescriptor: x", *lines]) + "\n"


ACCOUNT = f"""\
dn: cn=carteiro,ou=contas,{BASE}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: carteiro
userPassword: {PASSWORD}
"""
RULES = {
    "12": "distinguishedNameMatch",
    "15": "caseIgnoreMatch",
    "26": "caseIgnoreIA5Match",
    "27": "integerMatch",
    "40": "octetStringMatch",
}
"""The last number of a syntax (RFC 4517) -> how its values are compared. The schema as shipped says nothing of this."""
SILVA = f"CN=Silva\\, João,{PEOPLE}"
FOREST = "\n".join(
    [
        f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\ndc: carteiro\no: C\n",
        f"dn: ou=contas,{BASE}\nobjectClass: organizationalUnit\nou: contas\n",
        ACCOUNT,
        container(PEOPLE),
        container(GROUPS),
        user(
            "Silva, João",
            0,
            512,
            "mail: joao.silva@orgao.example",
            "proxyAddresses: SMTP:joao.silva@orgao.example",
            "proxyAddresses: smtp:jsilva@orgao.example",
            "proxyAddresses: X400:c=BR",
            "employeeNumber: 10438261700",
        ),
        user("Ana Souza", 1, 66048, "mail: ana.souza@orgao.example", "employeeNumber: 218.504.936-11"),
        user("Ex Servidor", 2, 514, "mail: ex.servidor@orgao.example", "employeeNumber: 327.619.045-22"),
        user("Rita Moura", 3, 512, "mail: rita@str.example", "employeeNumber: 545.831.267-44", "departmentNumber: 27418305000100"),
        group(
            "21150.SR-1", coded("member", SILVA), coded("member", f"cn=ex servidor,{PEOPLE}"), coded("managedBy", f"CN=Ana Souza,{PEOPLE}")
        ),
        group("Tecnicos", coded("member", SILVA), coded("member", f"CN=Ex Servidor,{PEOPLE}")),
    ]
)

ACTIVE_DIRECTORY = f"""\
people:
  base: {PEOPLE}
  filter: (objectClass=user)
  id: objectGUID
  id_form: guid
  name: [displayName, cn]
  cpf: employeeNumber
  mail: [mail]
  aliases:
    - {{attribute: proxyAddresses, prefix: "smtp:"}}
  entities: departmentNumber
  profiles:
    gestor: {{membership: true}}
    tecnico: {{group: "CN=Tecnicos,{GROUPS}"}}
    supervisor: {{membership: true}}
  inactive:
    - {{attribute: userAccountControl, bit: 2}}
entities:
  base: {BASE}
  filter: (objectClass=organization)
  id: uid
  region: l
groups:
  base: {GROUPS}
  filter: (objectClass=group)
  members: [member]
  supervisors: [managedBy]
"""


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LdapDirectory]:
    file = tmp_path_factory.mktemp("forest") / "ad.yml"
    file.write_text(ACTIVE_DIRECTORY, "utf-8")
    schema = file.with_name("microsoft.schema")
    lacking = re.compile(r"(SYNTAX '1\.3\.6\.1\.4\.1\.1466\.115\.121\.1\.(12|15|26|27|40)')")
    schema.write_text(
        lacking.sub(lambda found: f"EQUALITY {RULES[found[2]]} {found[1]}", Path("/etc/ldap/schema/msuser.schema").read_text())
    )
    with Slapd(extra=f"include /etc/ldap/schema/nis.schema\ninclude {schema}", ldif=FOREST) as slapd:
        made = known(slapd, file)
        yield made
        made.close()


def test_active_directorys_people_have_a_guid_and_addresses_behind_a_word(forest: LdapDirectory) -> None:
    joao = forest.by_mail("JSilva@orgao.example")
    assert joao == Person(
        id=str(GUID),
        name="Silva, João",
        cpf="10438261700",
        mail=("joao.silva@orgao.example", "jsilva@orgao.example"),
        profile=frozenset({"tecnico"}),
        active=True,
        groups=("21150.SR-1",),
    )
    assert forest.by_id(str(GUID)) == joao
    assert forest.by_id(str(uuid.UUID(int=5))) is None
    assert forest.by_id("joao") is None
    assert forest.authenticate("104.382.617-00", PASSWORD) == joao
    assert forest.by_mail("smtp:jsilva@orgao.example") is None


def test_a_bit_disables_and_groups_give_profiles(forest: LdapDirectory) -> None:
    left = forest.by_mail("ex.servidor@orgao.example")
    assert left is not None
    assert not left.active
    assert left.groups == ("21150.SR-1",), "members are compared without case"
    assert forest.authenticate("ex.servidor@orgao.example", PASSWORD) is None
    assert [person.name for person in forest.members("21150.SR-1")] == ["Silva, João"]
    assert forest.members("Tecnicos") == (), "a group that gives a profile answers no tickets"
    ana = forest.supervisors("21150.SR-1")
    assert [(person.name, person.profile, person.supervises) for person in ana] == [("Ana Souza", {"supervisor"}, ("21150.SR-1",))]
    assert [(person.name, person.profile) for person in forest.representatives("27418305000100")] == [("Rita Moura", {"gestor"})]
    assert len(forest.everyone()) == 4


def test_an_attribute_that_is_seen_and_cannot_be_sought_is_no_answer(tmp_path: Path) -> None:
    """Without a matching rule slapd finds nobody, and says that this went well."""
    file = tmp_path / "ad.yml"
    file.write_text(ACTIVE_DIRECTORY, "utf-8")
    plain = "include /etc/ldap/schema/nis.schema\ninclude /etc/ldap/schema/msuser.schema"
    with Slapd(extra=plain, ldif=FOREST) as slapd:
        ldap = known(slapd, file)
        assert ldap.by_mail("joao.silva@orgao.example") is not None
        with pytest.raises(DirectoryUnavailable, match="proxyAddresses is seen and cannot be sought"):
            ldap.by_mail("jsilva@orgao.example")
        ldap.close()


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    text = MAPPING.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "ldap.yml"
    file.write_text(text, "utf-8")
    return file


def test_groups_may_name_their_members_by_a_value(tmp_path: Path) -> None:
    posix = f"dn: cn=21150.SR-2,ou=grupos,{BASE}\nchangetype: add\nobjectClass: posixGroup\ncn: 21150.SR-2\ngidNumber: 1\n"
    file = changed(
        tmp_path,
        ("(objectClass=groupOfNames)", "(objectClass=posixGroup)"),
        ("members: [member]", "members: [memberUid]\n  named_by: uid"),
        ("supervisors: [owner]", "supervisors: [description]"),
    )
    with Slapd(extra="include /etc/ldap/schema/nis.schema") as slapd:
        slapd.change(f"{posix}memberUid: ana.barros\nmemberUid: nao.ha\n")
        ldap = known(slapd, file)
        assert [person.id for person in ldap.members("21150.SR-2")] == ["ana.barros"]
        ana = ldap.by_mail("ana.barros@sr1.atendimento.example")
        assert ana is not None
        assert ana.groups == ("21150.SR-2",)
        carlos = ldap.by_mail("carlos.pinto@sr1.atendimento.example")
        assert carlos is not None
        assert carlos.groups == ()
        assert ldap.supervisors("21150.SR-2") == ()
        ldap.close()


PPOLICY = f"overlay ppolicy\nppolicy_default cn=policy,{BASE}\n"
MARIA = f"dn: uid=maria.conceicao,ou=pessoas,{BASE}\nchangetype: modify\n"


def test_an_account_locked_for_good_is_inactive_and_a_locked_one_is_not_let_in(tmp_path: Path) -> None:
    file = changed(
        tmp_path, ("{attribute: employeeType, values: [desligado]}", '{attribute: pwdAccountLockedTime, values: ["000001010000Z"]}')
    )
    with Slapd(extra="moduleload ppolicy", overlay=PPOLICY) as slapd:
        slapd.change(
            f"dn: cn=policy,{BASE}\nchangetype: add\nobjectClass: organizationalRole\nobjectClass: pwdPolicy\ncn: policy\n"
            "pwdAttribute: userPassword\npwdLockout: TRUE\npwdMaxFailure: 3\n"
        )
        ldap = known(slapd, file)
        for _ in range(3):
            assert ldap.authenticate("10438261700", "errada") is None
        assert ldap.authenticate("10438261700", PASSWORD) is None, "locked by wrong passwords"
        locked = ldap.by_mail("maria@str-valesereno.example")
        assert locked is not None
        assert locked.active, "whoever guesses passwords locks nobody out of their mail"
        slapd.change(f"{MARIA}replace: pwdAccountLockedTime\npwdAccountLockedTime: 000001010000Z\n")
        gone = ldap.by_mail("maria@str-valesereno.example")
        assert gone is not None
        assert not gone.active
        ldap.close()


def test_an_expired_password_lets_nobody_in() -> None:
    with Slapd(extra="moduleload ppolicy", overlay=PPOLICY) as slapd:
        slapd.change(
            f"dn: cn=policy,{BASE}\nchangetype: add\nobjectClass: organizationalRole\nobjectClass: pwdPolicy\ncn: policy\n"
            "pwdAttribute: userPassword\npwdMaxAge: 1\n"
        )
        slapd.change(f"{MARIA}replace: userPassword\nuserPassword: {PASSWORD}\n")
        ldap = known(slapd, MAPPING)
        assert ldap.authenticate("10438261700", PASSWORD) is not None
        time.sleep(2.1)
        assert ldap.authenticate("10438261700", PASSWORD) is None
        ldap.close()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uid=ana,ou=Pessoas,dc=x", "UID = Ana , OU=pessoas, DC=X"),
        ("cn=Silva\\, João,dc=x", "CN=Silva\\2C Jo\\C3\\A3o,dc=x"),
        ("cn=a+uid=b,dc=x", "uid=b+cn=A,dc=x"),
        ("cn=a\\+b,dc=x", "cn=a\\2Bb,dc=x"),
        ("cn=a\\\\,dc=x", "cn=a\\5C,dc=x"),
    ],
)
def test_dns_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert dn_key(one) == dn_key(other)
    assert under(dn_key(one), dn_key("dc=x"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uid=ana,dc=x", "uid=ana\\,dc=x"),
        ("uid=ana,dc=x", "uid=ana,dc=x,dc=y"),
        ("uid=\u212aarin", "uid=karin"),
        ("uid=a,dc=x", "uid=a"),
        ("x", "y"),
    ],
)
def test_dns_that_differ_are_not_the_same(one: str, other: str) -> None:
    assert dn_key(one) != dn_key(other)


def test_the_leaf_of_a_dn_is_what_names_it() -> None:
    assert leaf("CN=Silva\\2C Jo\\C3\\A3o,dc=x") == ("CN", "Silva, João")
    assert leaf("nada") == ("", "")
    assert not under(dn_key("uid=a,dc=y"), dn_key("dc=x"))
