"""Does the shipped catalogue say what the booklet says, and does a wrong one say where it is wrong?"""

import re
from pathlib import Path

import pytest

from gateway import catalog
from gateway.catalog import CatalogError
from gateway.shipped import find

CATALOG = catalog.load(find("catalog.yml"))
PORTAL = "PORTAL DE REQUERIMENTOS > SISTEMA"

TABLE = {
    1: "SERVIÇO > MANUTENÇÃO DO ACORDO > DENÚNCIA",
    2: "SERVIÇO > MANUTENÇÃO DO ACORDO > ELOGIO",
    3: "SERVIÇO > MANUTENÇÃO DO ACORDO > RECLAMAÇÃO",
    4: "SERVIÇO > MANUTENÇÃO DO ACORDO > SUGESTÃO",
    5: "ESCOLA PEP > MANUTENÇÃO DO ACORDO > CAPACITAÇÃO",
    6: "ACORDO > MANUTENÇÃO DO ACORDO > TERMO ADITIVO",
    7: "ACORDO > MANUTENÇÃO DO ACORDO > SERVIÇOS > SOLICITAÇÃO",
    8: "ACORDO > MANUTENÇÃO DO ACORDO > VIGÊNCIA > PRORROGAÇÃO",
    9: "ACORDO > MANUTENÇÃO DO ACORDO > VIGÊNCIA > CONSULTA",
    10: "SEI > MANUTENÇÃO DO ACORDO > CADASTRO/USUÁRIO EXTERNO",
    11: "PORTAL DE REQUERIMENTOS > ORIENTAÇÕES > DÚVIDAS",
    12: f"{PORTAL} > INDISPONIBILIDADE",
    13: f"{PORTAL} > INCONSISTÊNCIA DE SISTEMA",
    14: f"{PORTAL} > LENTIDÃO",
    15: f"{PORTAL} > ACESSO > ATUALIZAÇÃO DE CADASTRO DOS REPRESENTANTES",
    16: f"{PORTAL} > ACESSO > CADASTRAMENTO DOS REPRESENTANTES",
    17: f"{PORTAL} > ACESSO > PRORROGAÇÃO DE ACESSO DOS REPRESENTANTES",
    18: f"{PORTAL} > ACESSO > ENVIO/REINICIALIZAÇÃO DE SENHA DE ACESSO",
    19: f"{PORTAL} > ACESSO > EXCLUSÃO DE ACESSO DOS REPRESENTANTES",
}


@pytest.mark.parametrize(("code", "title"), TABLE.items())
def test_each_row_of_the_booklets_table_is_an_item(code: int, title: str) -> None:
    item = CATALOG.item(code)
    assert item.title == title
    assert item.path == tuple(title.split(" > "))
    assert CATALOG.paths[item.path] == code


def test_the_items_stand_in_the_order_of_the_booklet() -> None:
    assert [item.code for item in CATALOG.items] == list(range(1, 20))


@pytest.mark.parametrize(
    ("code", "spelling"),
    [
        (7, "ACORDO > MANUTENÇÃO DO ACORDO > SERVIÇO > SOLICITAÇÃO"),  # the screen
        (10, "SEI > MANUTENÇÃO DO ACORDO > USUÁRIO EXTERNO"),  # the headings, from here on
        (11, "PORTAL DE EQUERIMENTOS > ORIENTAÇÕES/SUGESTÕES > DÚVIDAS"),
        (11, "PORTAL DE REQUERIMENTOS > ORIENTAÇÕES/SUGESTÕES > DÚVIDAS"),
        (16, "PORTAL DE REQUERIMENTOS > SISTEMA > ACESSO > CADASTRAMENTO DE REPRESENTANTES"),
        (17, "PORTAL REQUERIMENTOS > SISTEMA > ACESSO > PRORROGAÇÃO DE ACESSO DOS REPRESENTANTES"),
        (18, "PORTAL REQUERIMENTOS > SISTEMA > ACESSO > ENVIO/REINICIALIZAÇÃO DE SENHA DE ACESSO"),
        (19, "PORTAL REQUERIMENTOS > SISTEMA > ACESSO > EXCLUSÃO DE ACESSO DOS REPRESENTANTES"),
    ],
)
def test_the_booklets_other_spellings_are_aliases(code: int, spelling: str) -> None:
    assert CATALOG.paths[tuple(spelling.split(" > "))] == code


def test_evidence_and_checklists_are_asked_where_the_booklet_asks_them() -> None:
    assert [item.code for item in CATALOG.items if item.evidence] == [12, 13, 14, 16]
    assert [item.code for item in CATALOG.items if item.checklist] == [12, 13, 14, 16]
    assert [item.code for item in CATALOG.items if item.evidence_question] == [16]
    assert [len(CATALOG.item(code).evidence) for code in (12, 13, 14, 16)] == [1, 1, 1, 3]
    assert "TCMS" in CATALOG.item(16).evidence[0]
    assert CATALOG.item(16).evidence_unless == "atua só por esta entidade"


def test_only_denuncia_is_confidential_and_only_10_and_18_touch_passwords() -> None:
    assert [item.code for item in CATALOG.items if item.confidential] == [1]
    assert [item.code for item in CATALOG.items if item.passwords] == [10, 18]


def test_every_item_has_a_purpose_cases_and_targets() -> None:
    for item in CATALOG.items:
        assert item.objective
        assert item.occurrences
        assert 0 < item.targets.first_answer < item.targets.solution


@pytest.mark.parametrize("number", range(1, 6))
def test_the_region_of_the_entity_chooses_the_group(number: int) -> None:
    assert {CATALOG.group_for(item.code, f"SR-{number}") for item in CATALOG.items} == {f"21150.SR-{number}"}


def test_an_unknown_region_goes_where_the_last_route_says() -> None:
    assert CATALOG.group_for(12, "SR-9") == "21150.SR-1"


def test_an_unknown_code_or_group_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        CATALOG.item(20)
    with pytest.raises(KeyError):
        CATALOG.group("21150.SR-9")
    assert "Sudeste I" in CATALOG.group("21150.SR-1").title


SMALL = """\
organization: {name: Suporte, channel: Canal, audience: Todos, out_of_scope: Nada, other_channel: Nenhum}
regions:
  - {name: SR-1, title: Sudeste}
  - {name: SR-2, title: Sul}
groups:
  - {name: G1, title: Primeiro}
  - {name: G2, title: Segundo}
routes:
  - {items: [2], regions: [SR-2], group: G2}
  - {group: G1}
items:
  - code: 1
    service: ACORDO
    module: VIGÊNCIA
    function: CONSULTA
    objective: Saber a vigência.
    occurrences: [consulta]
    targets: {first_answer: 1, solution: 2.5}
  - code: 2
    service: ACORDO
    module: VIGÊNCIA
    function: PRORROGAÇÃO
    aliases: [ACORDO >> VIGÊNCIAS >> PRORROGAÇÃO]
    objective: Prorrogar.
    occurrences: [pedido]
    targets: {first_answer: 1, solution: 2}
"""


def load(folder: Path, text: str) -> catalog.Catalog:
    file = folder / "catalog.yml"
    file.write_text(text, "utf-8")
    return catalog.load(file)


def flaws(folder: Path, text: str) -> list[str]:
    with pytest.raises(CatalogError) as caught:
        load(folder, text)
    return [line.removeprefix(f"{folder}/") for line in str(caught.value).splitlines()]


def test_routes_match_by_item_and_region_and_the_first_wins(tmp_path: Path) -> None:
    small = load(tmp_path, SMALL)
    assert [small.group_for(code, region) for code in (1, 2) for region in ("SR-1", "SR-2")] == ["G1", "G1", "G1", "G2"]
    assert small.paths["ACORDO", "VIGÊNCIAS", "PRORROGAÇÃO"] == 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  - code: 2\n", "  - module: X\n", "catalog.yml:19: items[1].code: is missing; allowed: a whole number from 1 to 999"),
        ("code: 2", "code: 1", "catalog.yml:19: items[1].code: 1 is taken since line 12; allowed: each once"),
        (
            "code: 2",
            "code: dois",
            "catalog.yml:19: items[1].code: 'dois': input should be a valid integer; allowed: a whole number from 1 to 999",
        ),
        ("group: G2", "group: G3", "catalog.yml:9: routes[0].group: G3 is not in groups; allowed: G1, G2"),
        ("regions: [SR-2]", "regions: [SR-3]", "catalog.yml:9: routes[0].regions[0]: SR-3 is not in regions; allowed: SR-1, SR-2"),
        ("items: [2]", "items: [7]", "catalog.yml:9: routes[0].items[0]: 7 is not in items; allowed: 1, 2"),
        ("{name: G2,", "{name: G1,", "catalog.yml:7: groups[1].name: G1 is taken since line 6; allowed: each once"),
        ("objective: Prorrogar.", "purpose: Prorrogar.", "catalog.yml:24: items[1].purpose: is not known here; allowed: code, service,"),
        ("objective: Prorrogar.", "objective: ''", "catalog.yml:24: items[1].objective: is empty; allowed: a text that is not empty"),
        ("    objective: Prorrogar.\n", "", "catalog.yml:19: items[1].objective: is missing; allowed: a text that is not empty"),
        (
            "occurrences: [pedido]",
            "occurrences: []",
            "catalog.yml:25: items[1].occurrences: is empty; allowed: a list of texts, at least one",
        ),
        ("[pedido]", "pedido", "catalog.yml:25: items[1].occurrences: is no list; allowed: a list of texts, at least one"),
        (
            "[pedido]",
            "[7]",
            "catalog.yml:25: items[1].occurrences[0]: 7: input should be a valid string; allowed: a text that is not empty",
        ),
        (
            "solution: 2}",
            "solution: 0}",
            "catalog.yml:26: items[1].targets.solution: 0: input should be greater than 0; allowed: office hours,",
        ),
        ("solution: 2}", "resolve: 2}", "catalog.yml:26: items[1].targets.resolve: is not known here; allowed: first_answer, solution"),
        (
            "function: PRORROGAÇÃO",
            "function: consulta",
            "catalog.yml:19: items[1]: the path ACORDO > VIGÊNCIA > consulta is taken since line 12",
        ),
        (
            "VIGÊNCIAS >> PRORR",
            "vigencia > prorr",
            "catalog.yml:23: items[1].aliases[0]: the path ACORDO > vigencia > prorrOGAÇÃO is taken",
        ),
        ("[ACORDO >> VIGÊNCIAS >> PRORROGAÇÃO]", "[PRORROGAÇÃO]", "catalog.yml:23: items[1].aliases[0]: 'PRORROGAÇÃO' is no whole path;"),
        (
            "function: PRORROGAÇÃO",
            "function: 'A: B'",
            "catalog.yml:22: items[1].function: 'A: B': does not fit; allowed: a step of the path, without > and :",
        ),
        (
            "    service: ACORDO\n",
            "    code: 3\n    service: ACORDO\n",
            "catalog.yml:13: items[0].code: stands a second time (first on line 12);",
        ),
        (
            "  - {group: G1}\n",
            "",
            "catalog.yml:9: routes[0]: the last route leaves items or regions without a group; allowed: a last route with",
        ),
        (
            "items: [2], regions: [SR-2], ",
            "",
            "catalog.yml:9: routes[0]: takes everything, so that the routes below are never reached; allowed:",
        ),
        (
            "occurrences: [pedido]",
            "occurrences: [p]\n    evidence_question: Q",
            "catalog.yml:26: items[1].evidence_question: stands without its",
        ),
        (
            "occurrences: [pedido]",
            "occurrences: [p]\n    confidential: sim",
            "catalog.yml:26: items[1].confidential: 'sim': input should be a valid",
        ),
        (
            "organization: {name: Suporte, ",
            "organization: {",
            "catalog.yml:1: organization.name: is missing; allowed: a text that is not empty",
        ),
        (
            "items:\n",
            "retention: {years: 0}\nitems:\n",
            "catalog.yml:11: retention.years: 0: is no time to keep something for; allowed: whole years from 1 to 100, or never",
        ),
        (
            "items:\n",
            "retention: {without_ticket: {days: um}}\nitems:\n",
            "catalog.yml:11: retention.without_ticket.days: 'um': is no time to keep something for; allowed: whole days",
        ),
        ("items:\n", "retention: 5\nitems:\n", "catalog.yml:11: retention: is no mapping; allowed: the keys years, without_ticket"),
        (
            "occurrences: [pedido]",
            "retention: {anos: 5}\n    occurrences: [pedido]",
            "catalog.yml:25: items[1].retention.anos: is not known here; allowed: years",
        ),
        (
            "occurrences: [pedido]",
            "retention: {years: true}\n    occurrences: [pedido]",
            "catalog.yml:25: items[1].retention.years: True: is no time to keep something for; allowed: whole years",
        ),
        ("items:\n", "itens:\n", "catalog.yml:11: itens: is not known here; allowed: organization, regions, groups, items, routes"),
        ("[pedido]", "&a [*a]", "catalog.yml:25: items[1].occurrences[0]: is an alias (*); allowed: the value written out"),
        ("[pedido]", "[pedido", "catalog.yml:26: the file: "),
        ("[pedido]", "{? [a] : b}", "catalog.yml:25: items[1].occurrences: has a list or mapping as key; allowed: plain words as keys"),
        ("[pedido]", "\x00", "catalog.yml:25: the file: special characters are not allowed; allowed: YAML 1.2"),
        (SMALL, "", "catalog.yml:1: the file: is empty; allowed: keys and values"),
        (SMALL, "- 1", "catalog.yml:1: the file: is no mapping; allowed: the keys organization, regions, groups, items, routes"),
    ],
)
def test_a_wrong_entry_is_told_with_its_line_and_what_is_allowed(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in SMALL
    assert any(flaw.startswith(told) for flaw in flaws(tmp_path, SMALL.replace(old, new, 1))), flaws(tmp_path, SMALL.replace(old, new, 1))


def test_how_long_is_kept_is_said_for_all_and_for_each_and_a_catalogue_that_says_nothing_erases_nothing(tmp_path: Path) -> None:
    silent = load(tmp_path, SMALL)
    assert (silent.retention.years, silent.retention.without_ticket.days, silent.kept_years) == (0, 0, {})
    said = SMALL.replace("code: 2", "code: 2\n    retention: {years: never}") + "retention: {years: 5, without_ticket: {days: 30}}\n"
    told = load(tmp_path, said)
    assert (told.retention.years, told.retention.without_ticket.days, told.kept_years) == (5, 30, {2: 0})


def test_all_flaws_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    wrong = SMALL.replace("{name: G2,", "{name: G1,").replace("code: 2", "code: x").replace("objective: Prorrogar.", "goal: Prorrogar.")
    told = flaws(tmp_path, wrong)
    lines = [int(re.findall(r":(\d+):", flaw)[0]) for flaw in told]
    assert lines == sorted(lines)
    assert {7, 19, 24} <= set(lines)
    assert all("; allowed: " in flaw for flaw in told)


def test_a_list_of_faulty_entries_is_not_called_empty_as_well(tmp_path: Path) -> None:
    told = flaws(tmp_path, SMALL.replace("name: G1, ", "").replace("name: G2, ", ""))
    assert not [flaw for flaw in told if "is empty" in flaw]


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "catalog.yml").write_bytes(b"organization:\n  name: Solu\xe7\xe3o\n")
    with pytest.raises(CatalogError, match=r"catalog.yml:2: the file: byte 0xe7 is no text; allowed: UTF-8"):
        catalog.load(tmp_path / "catalog.yml")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"catalog.yml:1: the file: No such file or directory; allowed: a file that can be read"):
        catalog.load(tmp_path / "catalog.yml")


def test_numbers_are_read_as_yaml_1_2_reads_them(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL.replace("code: 2", "code: 010").replace("items: [2]", "items: [10]")).item(10)
