"""Which names could burst a letter? Long ones without a blank, and ones that look like markup, put into any sample's facts."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime

TITLE = "Indisponibilidade" * 7 + "!"  # 120 letters without a blank
FILE = "relatório_de_indisponibilidade_" * 6 + "versão_1.pdf"  # close to 200 letters
ENTITY = "Federação das Associações de Pescadores Artesanais & Agricultores Familiares do Vale do Rio São Francisco " * 3
PERSON = 'Zoé <b>"Sant\'Ana"</b> & Cia. 👩🏽‍🌾🇧🇷 ' + "d’Albuquerque" * 6
LINK = "https://servico.example/" + "caminho/sem/fim/" * 12 + "?a=" + "0123456789abcdef" * 8
BY_FIELD = {
    "title": TITLE,
    "entity": ENTITY,
    "item": " > ".join(("PORTAL DE REQUERIMENTOS", "ACOMPANHAMENTO" * 8, "INDISPONIBILIDADE")),
    "text": LINK,
    "detail": LINK,
    "recipient": "a" * 64 + "@" + "b" * 60 + ".example",
    "mail": "a" * 64 + "@" + "b" * 60 + ".example",
}
PEOPLE = {"requester", "technician", "who", "author", "reader_name", "caller", "person", "by"}


def hostile(facts: Mapping[str, object]) -> dict[str, object]:
    """The same facts with every name and text as long and as odd as senders and directories may make them."""
    return {name: _hostile(name, value, "") for name, value in facts.items()}


def _hostile(field: str, value: object, owner: str) -> object:
    if isinstance(value, str) and value:
        return _word(field, value, owner)
    if isinstance(value, Mapping):
        return {name: _hostile(name, each, owner) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_hostile(field, each, owner) for each in value)
    if is_dataclass(value) and not isinstance(value, type | datetime):
        kind = type(value).__name__
        return replace(value, **{each.name: _hostile(each.name, getattr(value, each.name), kind) for each in fields(value)})
    return value


def _word(field: str, value: str, owner: str) -> str:
    if field == "name":
        return {"FileFacts": FILE, "EntityFacts": ENTITY}.get(owner, value)
    if field == "files":  # of AskedFacts: names alone
        return FILE
    if field == "people":  # pairs of name and address
        return BY_FIELD["mail"] if "@" in value else PERSON
    if field == "title" and owner in {"ItemDetail", "ItemFacts"}:
        return BY_FIELD["item"]
    return PERSON if field in PEOPLE else BY_FIELD.get(field, value)
