"""Does an answer stand? It is tried at once; what does not work is said, and asked for anew."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gateway import allowed
from gateway.console import tidying
from gateway.console.asking import ready
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question
from gateway.console.asking.stage import Stage
from gateway.console.asking.talk import Stopped
from gateway.console.doctor.finding import Finding
from gateway.console.doctor.limit import Trial
from gateway.console.doctor.trials import Now, trials_of
from gateway.settings import BadSettings, Settings

AWAY = frozenset({"away", "unreachable", "silent", "busy", "nobody"})
"""What may be right though it does not work just now, or is mended elsewhere."""
MEND = "Give another answer; docs/settings.md says what is allowed."


@dataclass(frozen=True, slots=True)
class Answers:
    """What an answer is tried with. fixed: settings that the environment names, which wins; tests: whether answers are tried."""

    asker: Asker
    stage: Stage
    now: Now
    made: list[Path]
    fixed: Collection[str] = ()
    tests: bool = True

    def title(self, question: Question) -> None:
        """What is asked about, and why."""
        if self.asker.talk.asks:
            self.asker.talk.say(question.title, "head")
            self.asker.talk.say(question.why)

    def keeps(self, question: Question, draft: Draft, older: Mapping[str, object]) -> bool:
        """Whether what an older file says is kept, and works."""
        setting = question.setting
        value = older.get(setting, older.get(f"{setting}_file"))
        if value is None or self.asker.answered(setting):
            return False
        if not self.asker.yes(f"keep.{setting}", f"Now: {allowed.shown(setting, value)}. Keep it?", default=True):
            return False
        return self.stands(question, setting, draft)

    def given(self, key: str) -> Part | None:
        """An answer that was given as settings write it."""
        if (file := self.asker.given(f"{key}_file")) is not None:
            return plain(f"{key}_file", file)
        value, setting = self.asker.given(key), key.partition(".")[0]
        return ready.part(setting, value) if value and ready.is_one(value) else None

    def stands(self, question: Question, key: str, draft: Draft) -> bool:
        """Whether the answer stands; when it does not, it is to be asked for anew. Raises Stopped when nobody can be asked."""
        finding = self._tried(question, key, draft)
        if finding is None or finding.ok:
            return True
        if not self.asker.talk.asks:
            raise Stopped(f"{key}: {finding.says}. {finding.mend} Nothing was written; --no-test writes it untried.")
        sentence = "It may be right, and only away. Go on with it all the same?"
        if finding.why in AWAY and self.asker.yes(f"anyway.{key}", sentence, default=False):
            return True
        self.asker.wrong(key)
        return False

    def _tried(self, question: Question, key: str, draft: Draft) -> Finding | None:
        """What is wrong, or the last of what was found, all of it said; None where nothing is tried."""
        try:
            settings = self.stage.settings(draft)
        except BadSettings as error:
            finding = Finding(question.setting, "", False, str(error), "setting", MEND)
            self.asker.talk.found(finding)
            return finding
        self.made.extend(tidying.missing(settings))
        last = None
        for trial in self._trials(question, key, settings) if self.tests else ():
            with self.asker.talk.trying(f"{trial.part} {trial.name}"):
                last = trial.run()
            self.asker.talk.found(last)
            if not last.ok:
                break
        return last

    def _trials(self, question: Question, key: str, settings: Settings) -> Iterator[Trial]:
        if question.look is not None:
            yield Trial(question.setting, "", partial(question.look, settings))
        for part in question.parts:
            found = trials_of(part, settings, self.now)
            yield from found[-1:] if "." in key else found  # those before it were tried
