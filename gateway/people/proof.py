"""Who wrote this, and how do we know? Login, token or merely claimed (rules.md, Who is writing)."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.people.directory import Directory, Person
from gateway.people.token import Tokens
from parsers.reading import Token

LOGIN = "login"
TOKEN = "token"  # noqa: S105 - a kind of proof, no password
CLAIMED = "claimed"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. `person` is None only when unknown. `token`: the reply token that this person was given, if the mail carries it.

    other_from: logged in as one person, but the From line names someone else.
    """

    person: Person | None
    proof: str
    token: Token | None = None
    other_from: bool = False

    @property
    def proven(self) -> bool:
        """Whether the mail itself shows who sent it."""
        return self.proof in {LOGIN, TOKEN}


def prove(sender: str, login: str, tokens: Sequence[Token], directory: Directory, maker: Tokens) -> Sender:
    """Finds the writer from the person who logged in, or else from the one plain From address and a token given to that person.

    A forwarded token proves nothing for the forwardee: it must belong to the person whose address stands in From.
    Raises DirectoryUnavailable.
    """
    if login:
        person = directory.by_id(login)
        if person is None:
            return Sender(None, UNKNOWN)
        other = directory.by_mail(sender) if sender else None
        return Sender(person, LOGIN, _given_to(person, tokens, maker), other_from=other is None or other.id != person.id)
    person = directory.by_mail(sender) if sender else None
    if person is None:
        return Sender(None, UNKNOWN)
    token = _given_to(person, tokens, maker)
    return Sender(person, TOKEN if token else CLAIMED, token)


def _given_to(person: Person, tokens: Sequence[Token], maker: Tokens) -> Token | None:
    return next((t for t in tokens if maker.is_for(t.mac, t.ref, t.round, person.id)), None)
