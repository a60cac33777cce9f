"""Which mapping file is written to begin with, so that a tree is understood as far as a few answers go?"""

import json
from dataclasses import dataclass

OPENLDAP, ACTIVE = "openldap", "ad"


@dataclass(frozen=True, slots=True)
class Usual:
    """What a kind of server calls things; `{base}` is the tree's."""

    people: str
    entities: str
    groups: str
    cpf: str
    cnpj: str
    fixed: dict[str, str]


USUAL = {
    OPENLDAP: Usual(
        *("ou=pessoas,{base}", "ou=entidades,{base}", "ou=grupos,{base}", "employeeNumber", "departmentNumber"),
        {
            "of_people": "(objectClass=inetOrgPerson)",
            "id": "# id is left out: entryUUID, which every server gives",
            "mail": "[mail]",
            "more": "  # Whoever has left, if your tree says so (docs/ldap.md):\n  # inactive:\n"
            "  #   - {attribute: employeeType, values: [desligado]}",
            "of_entities": "(objectClass=organization)",
            "entity": "uid",
            "entity_name": "o",
            "of_groups": "(objectClass=groupOfNames)",
            "supervisors": "owner",
        },
    ),
    ACTIVE: Usual(
        *("OU=Usuarios,{base}", "OU=Entidades,{base}", "OU=Grupos,{base}", "employeeID", "departmentNumber"),
        {
            "of_people": "(&(objectCategory=person)(objectClass=user))",
            "id": "id: objectGUID\n  id_form: guid",
            "mail": '[mail]\n  aliases:\n    - {attribute: proxyAddresses, prefix: "smtp:"}',
            "more": "  inactive:\n    - {attribute: userAccountControl, bit: 2}",
            "of_entities": "(objectClass=organizationalUnit)",
            "entity": "description",
            "entity_name": "ou",
            "of_groups": "(objectClass=group)",
            "supervisors": "managedBy",
        },
    ),
}

TEXT = """\
# What the attributes of the directory mean. Written by `carteiro init` to begin with: docs/ldap.md explains each key.
# `carteiro people` shows everybody as the gateway sees them.

people:
  base: {people}
  filter: {of_people}
  {id}
  name: [displayName, cn]
  cpf: {cpf}
  mail: {mail}
  entities: {cnpj}
  profiles:
    gestor: {gestor}
    tecnico: {tecnico}
    supervisor: {supervisor}
{more}

entities:
  base: {entities}
  filter: {of_entities}
  id: {entity}
  name: [{entity_name}]
  region: l

groups:
  base: {groups}
  filter: {of_groups}
  name: cn
  members: [member]
  supervisors: [{supervisors}]
"""


def text(kind: str, *, people: str, entities: str, groups: str, cpf: str, cnpj: str, profile: str) -> str:
    """The file. profile: the attribute that says who is gestor, tecnico, supervisor; '' where CNPJs and groups say so."""
    said = {"people": people, "entities": entities, "groups": groups, "cpf": cpf, "cnpj": cnpj}
    rules = {
        word: f"{{attribute: {profile}, values: [{word}]}}" if profile else "{membership: true}"
        for word in ("gestor", "tecnico", "supervisor")
    }
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in said.items()}
    return TEXT.format(**quoted, **rules, **USUAL[kind].fixed)
