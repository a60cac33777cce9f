"""Is a wrong CARTEIRO_DIRECTORY of LDAP, or a wrong mapping, told with what is allowed, before anything starts?"""

import re
from pathlib import Path

import pytest

from gateway.app import equip
from gateway.people.ldap import mapping
from gateway.people.ldap.url import Access, read_url
from gateway.settings import BadSettings, Settings, read
from gateway.yamlfile import FaultyFileError
from tests.slapd import MAPPING, ROOT

FILE = f"mapping={MAPPING}"
DN = "cn=carteiro,dc=orgao,dc=example"


def test_a_url_says_hosts_tls_and_account(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("segredo\n")
    access = read_url(f"ldap://um.example,dois.example:3389,[::1]?starttls&{FILE}&bind={DN}&password_file={secret}")
    assert access == Access((("um.example", 389), ("dois.example", 3389), ("::1", 389)), "starttls", str(MAPPING), "", DN, "segredo")
    assert "segredo" not in repr(access)
    assert read_url(f"ldaps://um.example/?{FILE}").hosts == (("um.example", 636),)
    assert read_url(f"ldap://localhost?{FILE}").tls == "none"


WRONG = [
    ("ldap://ldap.orgao.example", r"add \?starttls or use ldaps://"),
    (f"ldap://127.0.0.1,ldap.orgao.example?{FILE}", r"add \?starttls or use ldaps://"),
    ("ldaps://ldap.orgao.example", r"needs \?mapping=FILE"),
    (f"ldaps://ldap.orgao.example?{FILE}&starttls", "leave starttls out"),
    (f"ldaps://ldap.orgao.example?{FILE}&tls=no", "unknown option 'tls'.*allowed: starttls, ca, bind, password_file, mapping"),
    (f"ldaps://ldap.orgao.example?{FILE}&password=segredo", "unknown option 'password'.*allowed: starttls"),
    (f"ldaps://carteiro:segredo@ldap.orgao.example?{FILE}", r"\?bind=DN&password_file=FILE"),
    (f"ldaps://ldap.orgao.example/dc=orgao?{FILE}", "bases stand in the mapping"),
    (f"ldaps://?{FILE}", "no host"),
    (f"ldaps://um.example,,dois.example?{FILE}", "no host"),
    (f"ldaps://ldap.orgao.example?{FILE}&bind={DN}", "come together"),
    (f"ldaps://ldap.orgao.example?{FILE}&password_file=senha", "come together"),
    (f"ldaps://ldap.orgao.example?{FILE}&bind={DN}&password_file=no-such-file", "no-such-file"),
    (f"ldaps://ldap.orgao.example?{FILE}&ca=no-such-ca.pem", "no-such-ca.pem.*PEM"),
    (f"ldaps://ldap.orgao.example?{FILE}&ca={MAPPING}", "holds no certificates.*PEM"),
    (f"ldap://127.0.0.1?{FILE}&ca={MAPPING}", "ca is for TLS"),
    ("ldaps://ldap.orgao.example?mapping=no-such.yml", r"no-such\.yml"),
]


@pytest.mark.parametrize(("url", "sentence"), WRONG)
def test_a_wrong_url_stops_the_start_and_says_how_to_mend_it(tmp_path: Path, url: str, sentence: str) -> None:
    with pytest.raises(BadSettings, match=f"CARTEIRO_DIRECTORY.*{sentence}") as bad:
        equip(Settings.model_validate({"home": tmp_path, "directory": url}))
    assert "segredo" not in str(bad.value)


@pytest.mark.parametrize("url", ["ldap:ldap.orgao.example", "ldapi://x", "http://x", "people.yml"])
def test_what_is_no_directory_is_told_what_is_allowed(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings, match=r"CARTEIRO_DIRECTORY: .*allowed: file:, ldap://, ldaps://"):
        read(tmp_path, {"CARTEIRO_DIRECTORY": url})
    with pytest.raises(BadSettings, match="a port is a number"):
        read(tmp_path, {"CARTEIRO_DIRECTORY": "ldap://um.example:389,dois.example:x"})


def test_an_empty_password_file_is_refused(tmp_path: Path) -> None:
    """An empty password would bind as nobody, and succeed."""
    (tmp_path / "password").write_text("\n")
    with pytest.raises(ValueError, match="is empty"):
        read_url(f"ldaps://ldap.orgao.example?{FILE}&bind={DN}&password_file={tmp_path}/password")


def test_the_start_does_not_wait_for_a_directory(tmp_path: Path) -> None:
    """Nobody listens on port 1; the demo's groups would be compared with the catalogue's if it were a file."""
    assert equip(Settings.model_validate({"home": tmp_path, "directory": f"ldap://127.0.0.1:1?{FILE}"})).directory


TEXT = MAPPING.read_text("utf-8")
GOOD_LINES = TEXT.splitlines()


def line_of(text: str) -> int:
    whole = [number for number, line in enumerate(GOOD_LINES, 1) if line == text]
    return next(iter(whole or [number for number, line in enumerate(GOOD_LINES, 1) if text in line]))


FLAWS = [
    ("  id: uid\n  name: [cn]", "  id: EmployeeNumber\n  name: [cn]", "id: uid", "people.id: is the CPF; allowed: an attribute that never"),
    ("cpf: employeeNumber", "cpf: 'employee number'", "cpf:", "people.cpf: 'employee number': does not fit; allowed: the name of an"),
    ("(objectClass=groupOfNames)", "objectClass=groupOfNames", "groupOfNames", "groups.filter: 'objectClass=groupOfNames': does not fit"),
    ("(objectClass=groupOfNames)", "(objectClass=(x)", "groupOfNames", "groups.filter: '(objectClass=(x)' cannot be read as a filter"),
    ("(objectClass=groupOfNames)", "(&(a=b)", "groupOfNames", "groups.filter: '(&(a=b)' cannot be read as a filter"),
    ("[mail, mailLocalAddress]", "[]", "mailLocalAddress", "people.mail: is empty; allowed: a list of names of attributes"),
    ("[mail, mailLocalAddress]", "mail", "mailLocalAddress", "people.mail: is no list; allowed: a list of names of attributes"),
    ("{attribute: employeeType, values: [tecnico]}", "{}", "values: [tecnico]", "people.profiles.tecnico: nobody would have this profile"),
    ("{attribute: employeeType, values: [tecnico]}", "{values: [x]}", "values: [tecnico]", "people.profiles.tecnico: attribute and values"),
    (
        "{attribute: employeeType, values: [tecnico]}",
        "{group: 'cn=tecnicos,ou=outros,dc=carteiro,dc=example'}",
        "values: [tecnico]",
        "people.profiles.tecnico: cn=tecnicos,ou=outros,dc=carteiro,dc=example is not below groups.base",
    ),
    ("  region: l", "  regiao: l", "region: l", "entities.regiao: is not known here; allowed: base, filter, id, region, name"),
    ("  region: l\n", "", "entities:", "entities.region: is missing; allowed: the name of an attribute"),
    ("ou=grupos,dc=carteiro,dc=example", "grupos", "ou=grupos", "groups.base: 'grupos': does not fit; allowed: a DN, such as"),
    ("values: [desligado]", "bit: dois", "desligado", "people.inactive[0].bit: 'dois': input should be a valid integer; allowed: a bit"),
    ("  id: uid\n  name: [cn]", "  id_form: binary\n  name: [cn]", "id: uid", "people.id_form: 'binary': input should be 'text' or 'guid'"),
]


@pytest.mark.parametrize(("old", "new", "where", "told"), FLAWS)
def test_a_wrong_mapping_is_told_with_line_and_what_is_allowed(tmp_path: Path, old: str, new: str, where: str, told: str) -> None:
    assert old in TEXT
    file = tmp_path / "ldap.yml"
    file.write_text(TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(FaultyFileError) as caught:
        mapping.load(file)
    lines = str(caught.value).replace(f"{tmp_path}/", "").splitlines()
    assert any(line.startswith(f"ldap.yml:{line_of(where)}: {told}") for line in lines), lines


def test_a_wrong_mapping_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "ldap.yml").write_text(TEXT.replace("cpf: employeeNumber", "cpf: uid"), "utf-8")
    with pytest.raises(BadSettings, match=r"CARTEIRO_DIRECTORY:\n.*people\.id: is the CPF"):
        equip(Settings.model_validate({"home": tmp_path, "directory": f"ldap://127.0.0.1?mapping={tmp_path}/ldap.yml"}))


def test_gestores_by_membership_need_the_attribute_of_their_entities(tmp_path: Path) -> None:
    text = TEXT.replace("  entities: departmentNumber\n", "").replace("{attribute: employeeType, values: [gestor]}", "{membership: true}")
    (tmp_path / "ldap.yml").write_text(text, "utf-8")
    with pytest.raises(FaultyFileError, match=r"people\.entities: is missing for a gestor by membership"):
        mapping.load(tmp_path / "ldap.yml")


def test_the_mappings_of_the_manual_can_be_used(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "ldap.md").read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 2
    for number, block in enumerate(blocks):
        (tmp_path / f"{number}.yml").write_text(block, "utf-8")
        assert mapping.load(tmp_path / f"{number}.yml").groups.name == "cn"
