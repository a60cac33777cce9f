"""Does the file directory know who is who, let in only whom it should, and is the demo's cast invented?"""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway import catalog
from gateway.people.directory import Directory, Person, cpf_digits, mail_key
from gateway.people.file import DirectoryFileError, FileDirectory
from gateway.people.password import DECOY, matches, seal
from gateway.shipped import find

DEMO: Directory = FileDirectory.load(find("demo/directory.yml"))
CATALOG = catalog.load(find("catalog.yml"))
SALT = bytes(range(8))


def of(profile: str) -> list[Person]:
    return [person for person in DEMO.everyone() if profile in person.profile and person.active]


def test_the_demo_has_the_cast_of_the_story() -> None:
    assert len(of("gestor")) == 5
    assert Counter(len(person.entities) for person in of("gestor")) == {1: 4, 2: 1}
    assert [person.name for person in DEMO.everyone() if not person.active] == ["Sebastião Alves Prado"]
    assert len(of("supervisor")) == 2
    assert [len(DEMO.members(f"21150.SR-{number}")) for number in range(1, 6)] == [3, 0, 2, 0, 0]
    assert all(len(person.profile) == 1 for person in DEMO.everyone())


def test_the_demos_entities_groups_and_regions_are_those_of_the_catalogue() -> None:
    entities = [DEMO.entity(entity_id) for person in of("gestor") for entity_id in person.entities]
    regions = {entity.region for entity in entities if entity}
    assert None not in entities
    assert len(set(entities)) == 3
    assert regions == {"SR-1", "SR-3"} <= {region.name for region in CATALOG.regions}
    groups = {group for person in DEMO.everyone() for group in (*person.groups, *person.supervises)}
    assert groups <= {group.name for group in CATALOG.groups}


def test_the_demos_addresses_are_under_example_and_each_one_persons() -> None:
    addresses = [address for person in DEMO.everyone() for address in person.mail]
    assert all(address.endswith(".example") for address in addresses)
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("person", DEMO.everyone(), ids=lambda person: person.id)
def test_no_cpf_of_the_demo_can_be_a_real_one(person: Person) -> None:
    digits = [int(digit) for digit in person.cpf]
    right = [sum(digit * weight for digit, weight in zip(digits, range(n + 1, 1, -1), strict=False)) * 10 % 11 % 10 for n in (9, 10)]
    assert digits[9] != right[0]
    assert digits[10] != right[1]


@pytest.mark.parametrize("cnpj", sorted({entity for person in DEMO.everyone() for entity in person.entities}))
def test_no_cnpj_of_the_demo_can_be_a_real_one(cnpj: str) -> None:
    digits, weights = [int(digit) for digit in cnpj], (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    rests = [sum(digit * weight for digit, weight in zip(digits, weights[13 - n :], strict=False)) % 11 for n in (12, 13)]
    right = [0 if rest < 2 else 11 - rest for rest in rests]
    assert digits[12] != right[0]
    assert digits[13] != right[1]


@pytest.mark.parametrize("person", [person for person in DEMO.everyone() if person.active], ids=lambda person: person.id)
def test_everyone_logs_in_with_cpf_or_address(person: Person) -> None:
    cpf = person.cpf
    dotted = f"{cpf[:3]}.{cpf[3:6]}.{cpf[6:9]}-{cpf[9:]}"
    assert [DEMO.authenticate(login, "carteiro") for login in (cpf, dotted, person.mail[0].upper())] == [person] * 3


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("10438261700", ""),
        ("10438261700", "Carteiro"),
        ("10438261700", "carteiro "),
        ("10438261700", "carteiro\x00"),
        ("10438261700", "\udcff"),
        ("1043826170", "carteiro"),
        ("１０４３８２６１７００", "carteiro"),
        ("maria.conceicao", "carteiro"),
        ("ninguem@str-valesereno.example", "carteiro"),
        ("", ""),
        ("", "carteiro"),
        ("654.942.376-55", "carteiro"),  # inactive
        ("sebastiao@str-valesereno.example", "carteiro"),
    ],
)
def test_nobody_else_logs_in(login: str, password: str) -> None:
    assert DEMO.authenticate(login, password) is None


def test_an_address_is_found_in_any_case_and_an_inactive_person_is_known() -> None:
    found = DEMO.by_mail("MARIA@STR-ValeSereno.example")
    assert found is not None
    assert found == DEMO.by_id("maria.conceicao")
    second = DEMO.by_mail("joao.nogueira@correio.example")
    assert second is not None
    assert second.id == "joao.nogueira"
    gone = DEMO.by_mail("sebastiao@str-valesereno.example")
    assert gone is not None
    assert not gone.active


@pytest.mark.parametrize(
    "stranger",
    [
        "mar\u0131a@str-valesereno.example",  # dotless i
        "maria@str-valesereno.example.",
        "maria+x@str-valesereno.example",
        " maria@str-valesereno.example",
        "mаria@str-valesereno.example",  # noqa: RUF100 - Cyrillic а
        "",
    ],
)
def test_a_look_alike_is_a_stranger(stranger: str) -> None:
    assert DEMO.by_mail(stranger) is None


def test_the_kelvin_sign_is_no_k() -> None:
    assert mail_key("\u212aarin@x.example") != mail_key("karin@x.example")


def test_unknown_ids_are_none_and_unknown_groups_empty() -> None:
    assert DEMO.by_id("x") is None
    assert DEMO.entity("x") is None
    assert DEMO.members("x") == DEMO.supervisors("x") == ()


def test_a_group_has_its_supervisors() -> None:
    assert [person.id for person in DEMO.supervisors("21150.SR-1")] == ["marcos.teles"]
    assert [person.id for person in DEMO.supervisors("21150.SR-5")] == ["silvia.campos"]


@given(st.text(st.characters(exclude_characters="\0"), max_size=30))
@settings(max_examples=15, deadline=None)
def test_a_password_matches_itself_only(password: str) -> None:
    kept = seal(password, SALT, cost=1024)
    assert matches(password, kept)
    assert not matches(password + "x", kept)
    assert not matches(password + "\0", kept)


def test_no_password_is_that_of_unknown_logins() -> None:
    assert not any(matches(word, DECOY) for word in ("", "carteiro"))
    assert DECOY.split("$")[1:4] == ["4096", "8", "1"]


@pytest.mark.parametrize(
    ("login", "digits"), [("104.382.617-00", "10438261700"), (" 104 382 617 00", "10438261700"), ("1", ""), ("a" * 11, "")]
)
def test_a_cpf_is_read_with_and_without_punctuation(login: str, digits: str) -> None:
    assert cpf_digits(login) == digits


SMALL = f"""\
entities:
  - {{id: "27418305000100", name: Sindicato, region: SR-1}}
people:
  - id: maria
    name: Maria
    cpf: "10438261700"
    mail: [maria@a.example, comum@a.example]
    profile: [gestor]
    entities: ["27418305000100"]
    password: {seal("um", SALT, 1024)}
  - id: ana
    name: Ana
    cpf: "713.053.485-66"
    mail: [ana@b.example, Comum@A.example]
    profile: [tecnico, supervisor]
    groups: [G1]
    supervises: [G1, G2]
    password: {seal("dois", SALT, 1024)}
"""


def load(folder: Path, text: str) -> FileDirectory:
    file = folder / "directory.yml"
    file.write_text(text, "utf-8")
    return FileDirectory.load(file)


def test_an_address_of_two_entries_is_nobodys(tmp_path: Path) -> None:
    small = load(tmp_path, SMALL)
    assert small.by_mail("comum@a.example") is None
    assert small.authenticate("comum@a.example", "um") is None
    assert small.authenticate("maria@a.example", "um") == small.by_id("maria")
    assert small.authenticate("maria@a.example", "dois") is None


def test_a_person_may_have_several_profiles(tmp_path: Path) -> None:
    small = load(tmp_path, SMALL)
    ana = small.by_id("ana")
    assert ana is not None
    assert ana.profile == {"tecnico", "supervisor"}
    assert small.members("G1") == small.supervisors("G1") == small.supervisors("G2") == (ana,)
    assert small.members("G2") == ()


def test_an_inactive_technician_is_no_member(tmp_path: Path) -> None:
    small = load(tmp_path, SMALL.replace("    groups: [G1]", "    active: false\n    groups: [G1]"))
    assert small.members("G1") == small.supervisors("G1") == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: ana", "id: maria", "directory.yml:11: people[1].id: maria is taken since line 4; allowed: each once"),
        ("713.053.485-66", "104.382.617-00", "directory.yml:13: people[1].cpf: 104.382.617-00 is taken since line 6; allowed: each once"),
        ("713.053.485-66", "713", "directory.yml:13: people[1].cpf: does not fit; allowed: a CPF of eleven digits, in quotes"),
        (
            '"10438261700"',
            "10438261700",
            "directory.yml:6: people[0].cpf: input should be a valid string; allowed: a CPF of eleven",
        ),
        ('es: ["27418305000100"]', 'es: ["1"]', "directory.yml:9: people[0].entities[0]: 1 is not in entities; allowed: 27418305000100"),
        (
            "[gestor]",
            "[gerente]",
            "directory.yml:8: people[0].profile[0]: 'gerente': input should be 'gestor', 'tecnico' or 'supervisor'; allowed:",
        ),
        ("    groups: [G1]\n", "", "directory.yml:11: people[1].groups: is missing for a tecnico; allowed: at least one"),
        (
            "supervises: [G1, G2]",
            "supervises: []",
            "directory.yml:17: people[1].supervises: is missing for a supervisor; allowed: at least one",
        ),
        (
            "ana@b.example",
            "'Ana <ana@b.example>'",
            "directory.yml:14: people[1].mail[0]: 'Ana <ana@b.example>': does not fit; allowed: one plain",
        ),
        (
            "scrypt$1024",
            "carteiro$1024",
            "directory.yml:10: people[0].password: does not fit; allowed: scrypt$n$r$p$salt$hash",
        ),
        (
            "scrypt$1024",
            "scrypt$1025",
            "directory.yml:10: people[0].password: does not fit; allowed: scrypt$n$r$p$salt$hash",
        ),
        (
            "    name: Ana\n",
            "    name: Ana\n    active: sim\n",
            "directory.yml:13: people[1].active: 'sim': input should be a valid boolean; allowed: true",
        ),
        (
            "    name: Ana\n",
            "    name: Ana\n    phone: 1\n",
            "directory.yml:13: people[1].phone: is not known here; allowed: id, name, cpf, mail",
        ),
    ],
)
def test_a_wrong_entry_is_told_with_its_line_and_what_is_allowed(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in SMALL
    with pytest.raises(DirectoryFileError) as caught:
        load(tmp_path, SMALL.replace(old, new, 1))
    lines = str(caught.value).replace(f"{tmp_path}/", "").splitlines()
    assert any(line.startswith(told) for line in lines), lines


def test_a_password_is_never_shown_when_it_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(DirectoryFileError) as caught:
        load(tmp_path, re.sub(r"password: \S+", "password: segredo123", SMALL))
    assert "segredo" not in str(caught.value)
