"""Who writes, and who answers? A directory of invented people in which each group has one technician, so that a ticket makes two letters:
the receipt, and the technician's.
"""

from pathlib import Path

from bench import mails

GROUPS = 5
# "carteiro", as everyone's in demo/directory.yml; nobody logs in here
PASSWORD = "scrypt$4096$8$1$f28fba8b0a11d516$1505702ad1957743160fbd4c6e6ecb33669b1bf7fd527af213fb343b602883f5"
TECHNICIAN = "t{n}@atendimento.example"


def directory(home: Path, writers: int) -> Path:
    """Writes the file. The n-th person and entity are those of bench/tickets.py, where it has them."""
    lines = ["entities:"]
    lines += [f'  - {{id: "{n:014d}", name: Entidade {n}, region: SR-{n % GROUPS + 1}}}' for n in range(1, writers + 1)]
    lines.append("people:")
    lines += [
        f'  - {{id: p{n}, name: Pessoa {n}, cpf: "{n:011d}", mail: [{mails.writer(n)}], profile: [gestor], entities: ["{n:014d}"],'
        f" password: {PASSWORD}}}"
        for n in range(1, writers + 1)
    ]
    lines += [
        f'  - {{id: t{n}, name: Atendente {n}, cpf: "{90_000_000_000 + n}", mail: [{TECHNICIAN.format(n=n)}], profile: [tecnico],'
        f" groups: [21150.SR-{n}], password: {PASSWORD}}}"
        for n in range(1, GROUPS + 1)
    ]
    path = home / "directory.yml"
    path.write_text("\n".join(lines) + "\n")
    return path
