"""Which LDAP server says who is who, and how is its tree read?"""

from pathlib import Path

from gateway.console.asking import mapping, server
from gateway.console.asking.asker import Asker
from gateway.console.asking.mapping import ACTIVE, OPENLDAP, USUAL
from gateway.console.asking.part import Part, Place
from gateway.console.asking.server import NONE, STARTTLS, TLS, Login
from gateway.console.asking.url import url

PORTS = {TLS: 636, STARTTLS: 389, NONE: 389}
PARTS = ("people", "entities", "groups")
OURS = "ldap.yml"
SHAPES = f"{OPENLDAP}, {ACTIVE} (Active Directory), or the name of a mapping file that you have"


def ask(asker: Asker) -> Part:
    """The server, the service account, and the tree."""
    host = server.host(asker, "directory", "LDAP server")
    how, port = server.tls(asker, "directory", PORTS, TLS)
    ca = server.authority(asker, "directory") if how != NONE else {}
    bind = asker.text("directory.bind", "DN of the service account; Enter: it is read anonymously", "")
    login = server.login(asker, "directory", bind, "ldap.password", tokens=False) if bind else Login("")
    theirs, written = _mapping(asker)

    def value(place: Place) -> str:
        account = {"bind": bind, **login.options(place)} if bind else {}
        options = {"mapping": theirs or place(OURS), **server.flags(how), **ca, **account}
        return url("ldaps" if how == TLS else "ldap", host, port, options=options)

    return Part("directory", value, {**login.files, **({OURS: written} if written else {})})


def _mapping(asker: Asker) -> tuple[str, str]:
    """The name of a file that is there, or the text of one that is written."""
    shape = asker.text("directory.mapping", f"How is its tree read: {SHAPES}", OURS if Path(OURS).is_file() else OPENLDAP, check=_shape)
    if shape not in USUAL:
        return shape, ""
    usual = USUAL[shape]
    before = asker.last("directory.base")
    base = asker.text("directory.base", "Base of the tree, such as dc=orgao,dc=example", check=_dn)
    if before != base:
        asker.forget(*(f"directory.{part}" for part in PARTS))

    def where(part: str, offered: str) -> str:
        return asker.text(f"directory.{part}", f"Where {part} stand", offered.format(base=base), check=_dn)

    said = {part: where(part, getattr(usual, part)) for part in PARTS}
    cpf = asker.text("directory.cpf", "Attribute with a person's CPF", usual.cpf, check=_attribute)
    cnpj = asker.text("directory.cnpj", "Attribute with the CNPJs that a representative speaks for", usual.cnpj, check=_attribute)
    profile = asker.text(
        "directory.profile",
        "Attribute that holds gestor, tecnico or supervisor; Enter: who has a CNPJ is gestor, groups name the others",
        "",
        check=lambda said: _attribute(said) if said else "",
    )
    return "", mapping.text(shape, **said, cpf=cpf, cnpj=cnpj, profile=profile)


def _shape(said: str) -> str:
    if said.lower() in USUAL:
        return said.lower()
    if not said or not Path(said).is_file():
        raise ValueError(f"allowed: {SHAPES}; there is no file {said}")
    return said


def _dn(said: str) -> str:
    if "=" not in said or "\n" in said:
        raise ValueError("must be a DN, such as ou=pessoas,dc=orgao,dc=example")
    return said


def _attribute(said: str) -> str:
    if not said.isascii() or not said.replace("-", "").isalnum() or not said[0].isalpha():
        raise ValueError("must be the name of an attribute, such as employeeNumber")
    return said
