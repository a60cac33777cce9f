"""Where is it put on record: a file of our own, or PostgreSQL?"""

from gateway.console.asking import server
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, in_file, plain
from gateway.console.asking.question import Question
from gateway.console.asking.url import url

SQLITE, POSTGRES = "sqlite", "postgresql"
KINDS = {
    SQLITE: "a file in the folder above; enough for an office on one machine",
    POSTGRES: "a PostgreSQL server; for several processes or machines",
}
OWN = "sqlite:///{home}/carteiro.db"


def ask(asker: Asker, _draft: Draft) -> Part:
    """With a password, the whole URL is a secret."""
    if asker.choice("database.kind", "Where is it put on record?", KINDS, SQLITE) == SQLITE:
        return plain("database", OWN)
    host = server.host(asker, "database", "Server", "localhost")
    port = server.port(asker, "database.port", 5432)
    name = asker.text("database.name", "Database", "carteiro")
    user = asker.text("database.user", "User", "carteiro")
    password = asker.text("database.password", f"Password of {user} (not shown; Enter alone: none)", "", hidden=True)
    whole = url("postgresql+psycopg", host, port, name, user=user, password=password)
    return in_file("database", "database.url", whole) if password else plain("database", whole)


QUESTION = Question("database", "Database", "Every mail, ticket and letter is on record there.", ask, ("database",))
