"""In which order is it asked?"""

from collections.abc import Mapping

from gateway.console.asking import (
    address,
    broker,
    catalog,
    database,
    directory,
    evidence,
    fetching,
    home,
    listener,
    office,
    operator,
    ready,
    relay,
    results,
    secret,
    timezone,
)
from gateway.console.asking.answers import Answers
from gateway.console.asking.draft import Draft
from gateway.console.asking.question import Question

FIRST = (address, home, database, broker, evidence, directory, catalog, relay)
LAST = (results, listener, operator, timezone, office)


def walk(answers: Answers, older: Mapping[str, object]) -> Draft:
    """Every answer. older: what carteiro.yml says so far. Raises Stopped."""
    draft = _begun(answers, older)
    for question in (module.QUESTION for module in FIRST):
        draft = _put(answers, question, draft, older)
    draft = fetching.ask(answers, draft, older)
    for question in (module.QUESTION for module in LAST):
        draft = _put(answers, question, draft, older)
    if not {"secret", "secret_file"} & {*draft.parts, *draft.carried, *answers.fixed}:
        draft = draft.plus("secret", secret.part(answers.stage.settings(draft).home))
    answers.stage.settings(draft)
    return draft


def _begun(answers: Answers, older: Mapping[str, object]) -> Draft:
    """What is kept and what was given without being asked about."""
    draft = Draft(carried={name: value for name, value in older.items() if name.removesuffix("_file") not in answers.fixed})
    asked = {module.QUESTION.setting for module in (*FIRST, *LAST)} | {"mailboxes"}
    for name, value in answers.asker.whole().items():
        if name.removesuffix("_file") not in asked:
            draft = draft.plus(name.removesuffix("_file"), ready.part(name, value))
    return draft


def _put(answers: Answers, question: Question, draft: Draft, older: Mapping[str, object]) -> Draft:
    if question.setting in answers.fixed or not _matters(answers, question, draft):
        return draft
    answers.title(question)
    if answers.keeps(question, draft, older):
        return draft
    while True:
        grown = draft.plus(question.setting, answers.given(question.setting) or question.ask(answers.asker, draft))
        if answers.stands(question, question.setting, grown):
            return grown


def _matters(answers: Answers, question: Question, draft: Draft) -> bool:
    """Whether it was answered beforehand, or has to do with what was answered so far."""
    if answers.asker.answered(question.setting) or question.matters is None:
        return True
    return question.matters(draft)
