"""Which of our letters is answered, and by whom? (`letters/` holds what the gateway wrote of them, once)"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

LETTERS = Path(__file__).parent / "letters"
OFFICE = "Suporte INSS"
ADDRESS = "suporte@carteiro.example"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo's invented cast."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.partition("@")[2]


MARIA = Person("Maria Aparecida da Conceição", "maria@str-valesereno.example")
JOAO = Person("João Batista Nogueira", "joao@str-valesereno.example")
CONCEICAO = Person("Conceição Ferraz", "conceicao@aposentados-portoclaro.example")
ANTONIO = Person("Antônio de Pádua Lima", "antonio@consultoria-padualima.example")
RITA = Person("Rita de Cássia Moura", "rita.moura@ribeiraomanso.example")
ANA = Person("Ana Lúcia Barros", "ana.barros@sr1.atendimento.example")
CARLOS = Person("Carlos Eduardo Pinto", "carlos.pinto@sr1.atendimento.example")
PAULO = Person("Paulo Roberto Dias", "paulo.dias@sr3.atendimento.example")
MARCOS = Person("Marcos Vinícius Teles", "marcos.teles@sr1.atendimento.example")


@dataclass(frozen=True)
class Letter:
    """One of our letters, written on Monday, 23 November 2026 at 10:25 to `reader`.

    text and page are its two faces; seen is what the page shows as lines, for clients that quote the page in a plain text.
    """

    file: str
    token: str
    reader: Person
    number: str = "L_61123001"
    title: str = "Portal fora do ar"

    @property
    def subject(self) -> str:
        return f"[{self.number}] {self.title}"

    @property
    def message_id(self) -> str:
        return f"<{self.token}.e398235bac21@carteiro.example>"

    @property
    def reply_to(self) -> str:
        return f"suporte+{self.token}@carteiro.example"

    def _read(self, ending: str) -> str:
        return (LETTERS / f"{self.file}{ending}").read_text(encoding="utf-8")

    @cached_property
    def text(self) -> str:
        return self._read(".txt").rstrip("\n")

    @cached_property
    def seen(self) -> str:
        return self._read(".visto.txt").rstrip("\n")

    @cached_property
    def page(self) -> str:
        """What stands in the body of the page."""
        found = re.search(r"<body[^>]*>\n?(.*?)</body>", self._read(".html"), re.DOTALL)
        assert found
        return found[1].rstrip("\n")

    def page_with(self, prefix: str) -> str:
        """The page as web mail keeps it: every class name under a prefix of its own."""
        return self.page.replace('class="', f'class="{prefix}').replace(" ink", f" {prefix}ink")


SOLUTION = Letter("solucao", "l61123001.1.jwa6bmwheuqok2yccpxeuzo5p3", MARIA)
QUESTION = Letter("pergunta", "l61123001.0.jrj5wuhbgxkdwucsdxmjy6lhva", MARIA)
WORK = Letter("tecnico", "l61123001.0.6y2j6w6i2b2rr4yo7lfwk5zckc", ANA)
# Written by hand, not by the gateway: nothing in it says where it begins.
BY_HAND = Letter("colega", "l61123001.0.mrk4tq7zdxwcvnb2ye5s3aujhf", MARIA)
# Written by hand too, in answer to the reader's own mail, which it quotes.
CONVERSATION = Letter("conversa", "l61123001.0.mrk4tq7zdxwcvnb2ye5s3aujhf", MARIA)
