"""Who is who?"""

from gateway.console.asking import tree
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question

LDAP, FILE = "ldap", "file"
KINDS = {LDAP: "an LDAP server, Active Directory too", FILE: "a YAML file that you keep (demo/directory.yml shows its form)"}


def ask(asker: Asker, _draft: Draft) -> Part:
    """LDAP or a file."""
    if asker.choice("directory.kind", "What knows the people?", KINDS, LDAP) == FILE:
        return plain("directory", f"file:{asker.text('directory.file', 'File', 'people.yml')}")
    return tree.ask(asker)


QUESTION = Question(
    "directory", "Directory", "Representatives, technicians and supervisors: nobody else is served.", ask, ("directory", "people")
)
