"""How is one question put? From what was given beforehand, else to the person, else the default; and asked again when it cannot be so."""

from collections.abc import Callable, Mapping

from gateway.console.asking.talk import Stopped, Talk, Unanswered

YES, NO = frozenset({"y", "yes", "true", "on", "sim", "s"}), frozenset({"n", "no", "false", "off", "nao", "não"})
Check = Callable[[str], str]
"""Gives the answer as it is meant. Raises ValueError with a sentence."""


class Asker:
    """Answers by key (`relay.host`). What was said once is the default when it is asked again."""

    def __init__(self, given: Mapping[str, str], talk: Talk) -> None:
        """given: answers beforehand, which are asked about only when they turn out wrong."""
        self.talk = talk
        self._given = dict(given)
        self._last: dict[str, str] = {}

    def given(self, key: str) -> str | None:
        """What was answered beforehand."""
        return self._given.get(key)

    def answered(self, key: str) -> bool:
        """Whether it, or anything below it, was answered beforehand."""
        return any(name in {key, f"{key}_file"} or name.startswith(f"{key}.") for name in self._given)

    def whole(self) -> dict[str, str]:
        """The answers beforehand that are a setting's whole value."""
        return {name: value for name, value in self._given.items() if "." not in name}

    def last(self, key: str) -> str | None:
        """What was said the last time."""
        return self._last.get(key)

    def forget(self, *keys: str) -> None:
        """What was said is offered no more, for something else has changed."""
        for key in keys:
            self._last.pop(key, None)

    def wrong(self, key: str) -> None:
        """The answers at and below this key did not work: the person is asked, with what was said as default."""
        for name in [name for name in self._given if name in {key, f"{key}_file"} or name.startswith(f"{key}.")]:
            self._last.setdefault(name, self._given.pop(name))

    def text(self, key: str, question: str, default: str | None = None, *, hidden: bool = False, check: Check = str) -> str:
        """An answer that passes the check. Raises Stopped when nobody can be asked for a right one."""
        while True:
            said = self._said(key, question, default, hidden=hidden)
            try:
                answer = check(said.strip("\r\n") if hidden else said.strip())
            except ValueError as error:
                if not self.talk.asks:
                    raise Stopped(f"{key}: {error}") from None
                self.talk.say(str(error), "bad")
                self._given.pop(key, None)
                continue
            self._last[key] = answer
            return answer

    def choice(self, key: str, question: str, allowed: Mapping[str, str], default: str) -> str:
        """One of these words, each with what it means."""
        if self.talk.asks and key not in self._given:
            self.talk.say(question)
            for word, meaning in allowed.items():
                self.talk.say(f"  {word}: {meaning}")
            question = "Which"

        def check(said: str) -> str:
            found = [word for word in allowed if word == said.lower()] or [
                word for word in allowed if said and word.startswith(said.lower())
            ]
            if len(found) != 1:
                raise ValueError(f"{said!r} is none of them; allowed: {', '.join(allowed)}")
            return found[0]

        return self.text(key, question, default, check=check)

    def yes(self, key: str, question: str, *, default: bool) -> bool:
        """Yes or no."""

        def check(said: str) -> str:
            if said.lower() not in YES | NO:
                raise ValueError("allowed: yes, no")
            return "yes" if said.lower() in YES else "no"

        return self.text(key, question, "yes" if default else "no", check=check) == "yes"

    def _said(self, key: str, question: str, default: str | None, *, hidden: bool) -> str:
        if key in self._given:
            return self._given[key]
        known = self._last.get(key, default)
        if self.talk.asks:
            return self.talk.ask(question, known or "", hidden=hidden)
        if known is None:
            raise Unanswered(f"{key}: not answered; put it into the answers, or run `carteiro init` on a terminal")
        return known
