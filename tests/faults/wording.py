"""What do people write on a walk, and who may ever read it? Texts drawn by lot, each with marks that are found again in letters."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.world import PNG, Letter

# Whose a mark is: the entity's side wrote it; the desk to the entity; the desk as a solution; the desk to itself.
ENTITY, ANSWER, SOLUTION, INSIDE = "entity", "answer", "solution", "inside"
MARK = re.compile(r"qx\d{5}z")
CODES = ("12", "12", "12", "12", "12", "12", "1", "5", "10", "11", "13", "16")
GROUPS = ("21150.SR-1", "21150.SR-3", "21150.SR-1", "21150.SR-3", "21150.SR-4", "SR-1")
ENTITIES = ("38529416000111", "49630527000122")
APPROVALS = ("APROVAR", "Aprovado, obrigado!", "Bom dia,\n\nAprovo a solução.\n\nObrigada", "aprovamos")
DOUBTS = (
    "Aprovado, mas ainda falta uma coisa {}",
    "Não aprovo {}",
    "APORVAR",
    "Aprovarei amanhã {}",
    "APROVAR\nRECUSAR",
    "Recebi.\nAPROVAR {}",
)
SAYINGS = (
    "RECUSAR\nAinda não funciona {}",
    "Recuso porque continua com erro {}",
    "RECUSAR",
    "CANCELAR",
    "CONFIRMAR",
    "Obrigado!",
    "Segue o que faltava {}",
    "Está tudo no anexo {}",
    "Não tenho como enviar a tela {}",
    "Atua só por esta entidade",
    "Quando fica pronto? {}",
    "CONSULTAR",
    "ANEXO 1",
    "ANEXO 2",
    "AJUDA",
    "CATÁLOGO",
    "NOTA\nIsto escreve um representante {}",
    "SOLUCIONAR\nIsto também {}",
    "",
    "asdf {} 123 ???",
)
WITH_TEXT = {  # order -> whose the text below it is
    "SOLUCIONAR": SOLUTION,
    "FORA DO ESCOPO": SOLUTION,
    "PENDENTE": ANSWER,
    "NOTA": INSIDE,
    "ASSUMIR": INSIDE,
    "DESFAZER": INSIDE,
    "INCIDENTE": INSIDE,
}
OUTWARD = {word: side for word, side in WITH_TEXT.items() if side != INSIDE}


@dataclass
class Words:
    """A mail's text and files, what it says beyond doubt, and whose each mark in it is."""

    text: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    orders: set[str] = field(default_factory=set)


@dataclass
class Writer:
    """Draws texts. numbers: of tickets that there are, open: of those that are not closed; people: addresses."""

    chance: random.Random
    people: Sequence[str]
    numbers: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    count: int = 0

    def mark(self, words: Words, side: str) -> str:
        """A new mark, which is noted as this side's."""
        self.count += 1
        found = f"qx{self.count:05d}z"
        words.marks[found] = side
        return found

    def enclose(self, words: Words, side: str) -> None:
        """A file whose name and content bear marks."""
        name, content = self.mark(words, side), self.mark(words, side)
        kind = self.chance.choice(("tela", "tcms", "documento", "declaracao escola pep"))
        words.files[f"{kind} {name}.png"] = PNG + content.encode()

    def number(self) -> str:
        """The number of a ticket, mostly of an open one, or one that there is not."""
        if self.open and self.chance.random() < 0.8:
            return self.chance.choice(self.open)
        return self.chance.choice(self.numbers) if self.numbers and self.chance.random() < 0.9 else "L_61123999"

    def of_entity(self) -> Words:
        """What a representative answers."""
        words = Words()
        kind = self.chance.random()
        if kind < 0.2:
            words.text = self.chance.choice(APPROVALS)
            words.orders = {"APROVAR"}
        elif kind < 0.25:
            words.text = self.chance.choice(DOUBTS).format(self.mark(words, ENTITY))
        elif kind < 0.32:
            words.text = self.chance.choice((*CODES, "1", "2", "77", *ENTITIES, f"CONSULTAR {self.number()}"))
        else:
            said = self.chance.choice(SAYINGS)
            words.text = said.format(self.mark(words, ENTITY))
            words.orders = {said} & {"CANCELAR", "CONFIRMAR"}
        if self.chance.random() < 0.25 and "APROVAR" not in words.orders:
            self.enclose(words, ENTITY)
        return words

    def of_desk(self) -> Words:
        """What a technician or supervisor answers: nothing but a text, or one to three orders."""
        words = Words()
        if self.chance.random() < 0.2:
            words.text = f"Estamos olhando {self.mark(words, ANSWER)}"
        lines = [] if words.text else [self._order(words) for _ in range(self.chance.choice((1, 1, 1, 1, 2, 3)))]
        words.text = words.text or "\n".join(lines)
        if self.chance.random() < 0.2:
            sides = {OUTWARD[word] for word in words.orders if word in OUTWARD}
            self.enclose(words, SOLUTION if SOLUTION in sides else ANSWER if sides or not words.orders else INSIDE)
        return words

    def _order(self, words: Words) -> str:
        named: Mapping[str, Callable[[], str]] = {
            "ATRIBUIR": lambda: self.chance.choice(self.people),
            "TRANSFERIR": lambda: self.chance.choice(GROUPS),
            "RECLASSIFICAR": lambda: self.chance.choice((*CODES, "99")),
            "MESCLAR": self.number,
            "CONSULTAR": lambda: self.chance.choice(("", self.number(), *GROUPS[:2])),
            "ANEXO": lambda: self.chance.choice(("1", "2", "101")),
            "AJUDA": lambda: "",
        }
        likely = ("SOLUCIONAR",) * 5 + ("PENDENTE", "NOTA", "INCIDENTE", "MESCLAR") * 3
        word = self.chance.choice((*likely, *WITH_TEXT, *named))
        words.orders.add(word)
        if word in {"CONSULTAR", "ANEXO", "AJUDA"}:
            return f"{word} {named[word]()}".strip()
        line = f"{word} {named[word]()}" if word in named else word
        if word == "INCIDENTE" and self.chance.random() < 0.4:
            line += f" {self.number()}"
        side = WITH_TEXT.get(word, INSIDE)
        needs = word in {"SOLUCIONAR", "PENDENTE", "NOTA"}
        text = f"\nTexto da {word.lower()}, para quem pode ler: {self.mark(words, side)}"
        return line + (text if self.chance.random() < (0.95 if needs else 0.5) else "")


def quoting(letter: Letter, text: str) -> str:
    """The text above the letter that it answers, as mail programs quote it."""
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    return f"{text}\n\nEm seg., 23 de nov. de 2026 às 10:00, Suporte INSS <suporte@carteiro.example> escreveu:\n\n{quoted}\n"
