"""Where does a walk over the whole desk lead, drawn by lot step by step? People write, time passes, letters do not arrive."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from gateway.post.relay import Permanent, Temporary
from tests.faults import unsteady
from tests.faults.walking import DESK, ENTITIES, PEOPLE, Walker
from tests.faults.wording import CODES, ENTITY, MARK, Words, quoting

NEWEST = 3
MOSTLY, TO_THE_DESK = 0.85, 0.6


class Walk(Walker):
    """One walk."""

    def step(self) -> None:
        """One thing that happens, and what the gateway makes of it at once."""
        steps: tuple[tuple[int, Callable[[], str]], ...] = (
            (16, self.ask),
            (3, self.called),
            (70, self.answer),
            (8, self.by_number),
            (4, self.again),
            (3, self.machine),
            (9, self.wait),
            (3, self.refuse),
            (2, self.come_back),
            (2, self.move_people),
        )
        chosen = self.chance.choices([act for _, act in steps], [weight for weight, _ in steps])[0]
        self.told.append(f"{self.clock.at:%m-%d %H:%M} {chosen()}")
        self.work()

    def ask(self) -> str:
        """A representative asks for something: with a code, an unknown one, or none; with evidence or without."""
        sender, words = self.chance.choice(ENTITIES), Words()
        code = self.chance.choice((*(f"[{code}] " for code in CODES), "[77] ", "", ""))
        title = f"Portal não abre {self.writer.mark(words, ENTITY)}"
        words.text = f"Desde cedo não abre. {self.writer.mark(words, ENTITY)}"
        if self.chance.random() < 0.85:
            self.writer.enclose(words, ENTITY)
        login = self.chance.random() < 0.9
        mail = self.mail_in(sender, code + title, words.text, files=words.files, login=login)
        return f"asks{'' if login else ' unproven'} {code}{title} " + self.note(mail, sender, words)

    def called(self) -> str:
        """A technician writes for somebody who called."""
        sender, words = self.chance.choice(DESK), Words()
        caller = self.chance.choice(PEOPLE)
        words.text = f"EM NOME DE {caller}\nLigou e disse {self.writer.mark(words, ENTITY)}"
        code = self.chance.choice((*CODES, "77"))
        mail = self.mail_in(sender, f"[{code}] Ligação {self.writer.mark(words, ENTITY)}", words.text)
        return f"[{code}] for {caller} " + self.note(mail, sender, words)

    def _words(self, person: str) -> Words:
        profile = self.person(person).profile
        return (
            self.writer.of_entity()
            if "gestor" in profile and ("tecnico" not in profile or self.chance.random() < 0.5)
            else self.writer.of_desk()
        )

    def answer(self) -> str:
        """Somebody answers a letter that came, mostly a new one; sometimes it is somebody else's, or unproven."""
        reader = self.chance.choice(DESK if self.chance.random() < TO_THE_DESK else ENTITIES)
        letters = self.letters(reader)
        open_ones = [x for x in letters if any(f"[{n}]" in x.subject for n in self.writer.open)]
        letters = open_ones if open_ones and self.chance.random() < MOSTLY else letters
        if not letters:
            return self.ask()
        letter = self.chance.choice(letters[-NEWEST:] if self.chance.random() < 0.75 else letters)
        sender = self.chance.choice(PEOPLE) if self.chance.random() < 0.08 else reader
        words = self._words(sender)
        said = quoting(letter, words.text) if self.chance.random() < 0.3 else words.text
        login = self.chance.random() < 0.6
        mail = self.reply(letter, said, sender=sender, login=login, files=words.files)
        found = self.note(mail, sender, words, letter=str(letter.mail["Message-ID"]).strip("<>"))
        title, quoted = (frozenset(MARK.findall(text)) for text in (letter.subject, said))
        self.sent[mail] = replace(self.sent[mail], title=title, quoted=quoted)
        return f"answers{' by token' if not login else ''} {letter.subject[:30]!r} of {letter.to} {found}"

    def by_number(self) -> str:
        """Somebody writes anew and names a ticket; unproven it may be anybody."""
        sender, number, login = self.chance.choice(PEOPLE), self.writer.number(), self.chance.random() < 0.8
        words = self._words(sender)
        mail = self.mail_in(sender, f"Chamado {number}", words.text, login=login, files=words.files)
        return f"names{'' if login else ' unproven'} " + self.note(mail, sender, words, number=number, by="" if login else "somebody")

    def again(self) -> str:
        """The same mail once more."""
        if not self.raws:
            return "nothing to repeat"
        first, raw, envelope = self.chance.choice(self.raws[-6:])
        mail = super().raw_in(raw, **envelope)
        if first in self.sent:
            self.sent[mail] = replace(self.sent[first], at=self.clock.at)
        return f"in-{mail} repeats in-{first}"

    def machine(self) -> str:
        """An automatic answer that quotes a keyword."""
        if not self.relay.letters:
            return "no machine"
        letter = self.chance.choice(self.relay.letters[-10:])
        words = Words("APROVAR")
        headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": str(letter.mail["Message-ID"])}
        mail = self.mail_in(letter.to, f"Re: {letter.subject}", "APROVAR", to=str(letter.mail["Reply-To"]), headers=headers)
        return "a machine " + self.note(mail, letter.to, words, automatic=True)

    def wait(self) -> str:
        """Minutes to weeks pass; the gateway may be down all the while."""
        kind = self.chance.random()
        span = timedelta(minutes=self.chance.randint(1, 90))
        if kind > 0.5:
            span = timedelta(hours=self.chance.randint(2, 40))
        if kind > 0.9:
            span = timedelta(days=self.chance.randint(2, 20))
        down = self.chance.random() < 0.3
        self.pass_by(span, down=down)
        return f"after {span}{' down' if down else ''}"

    def refuse(self) -> str:
        """The relay refuses somebody for a while, or for good, or takes everything again."""
        if self.relay.refuses and self.chance.random() < 0.6:
            self.relay.refuses.clear()
            return "the relay takes everything"
        to = self.chance.choice(PEOPLE)
        for_good = self.chance.random() < 0.4
        self.relay.refuses[to] = Permanent(550, "not here") if for_good else Temporary("later")
        self.ever_refused.add(to)
        return f"the relay refuses {to} {'for good' if for_good else 'for now'}"

    def come_back(self) -> str:
        """A letter that left comes back for good."""
        if not self.relay.letters:
            return "nothing comes back"
        letter = self.chance.choice(self.relay.letters[-6:])
        raw = unsteady.returned(letter, len(self.raws))
        found = super().raw_in(raw, to=letter.envelope_from, mail_from="")
        return f"in-{found} brings back {letter.subject[:30]!r} to {letter.to}"

    def move_people(self) -> str:
        """Somebody leaves, comes back, or goes to other groups."""
        gone = [who for who in PEOPLE if not self.person(who).active]
        who = self.chance.choice(gone if gone and self.chance.random() < MOSTLY else PEOPLE)
        person = self.person(who)
        if not person.active:
            self.change(who, active=True)
        elif "tecnico" in person.profile and self.chance.random() < 0.6:
            self.change(who, groups=self.chance.choice((("21150.SR-1",), ("21150.SR-3",), ("21150.SR-1", "21150.SR-3"))))
        else:
            self.change(who, active=False)
        self.note_people()
        now = self.person(who)
        return f"{who}: active {now.active}, groups {now.groups}"
