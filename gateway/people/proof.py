"""Who wrote this, and how do we know? Login, aligned, token, confirmed, or merely claimed (rules.md, Who is writing)."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.people.directory import Directory, Person
from gateway.people.token import Tokens
from parsers.reading import Token

LOGIN = "login"
ALIGNED = "aligned"
TOKEN = "token"  # noqa: S105 - a kind of proof, no password
CONFIRMED = "confirmed"
CLAIMED = "claimed"
UNKNOWN = "unknown"

PROVEN = frozenset({LOGIN, ALIGNED, TOKEN, CONFIRMED})


class ProofWaits(Exception):
    """The sender's domain cannot be asked now. Nobody is doubted for that: the mail waits a while."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. `person` is None only when unknown. `token`: the reply token that this person was given, if the mail carries it.

    other_from: logged in as one person, but the From line names someone else. verdict: SHA-256 (hex) of what the From domain says
    of the mail, as kept on its row, '' when it was not asked. word: on whose word a held mail is believed: `in-57 <sha256>` or `operator`.
    """

    person: Person | None
    proof: str
    token: Token | None = None
    other_from: bool = False
    verdict: str = ""
    word: str = ""

    @property
    def proven(self) -> bool:
        """Whether the mail itself, or its writer's word, shows who sent it."""
        return self.proof in PROVEN


def of_login(login: str, sender: str, tokens: Sequence[Token], directory: Directory, maker: Tokens) -> Sender:
    """Who logged in; the From line must be one of that person's addresses. Raises DirectoryUnavailable."""
    other = directory.by_mail(sender) if sender else None
    # What is asked of an address is never as old as what is remembered of an id.
    person = other if other is not None and other.id == login else directory.by_id(login)
    if person is None:
        return Sender(None, UNKNOWN)
    return Sender(person, LOGIN, given_to(person, tokens, maker), other_from=other is None or other.id != person.id)


def given_to(person: Person, tokens: Sequence[Token], maker: Tokens) -> Token | None:
    """The first of a mail's tokens that this person was given.

    A forwarded token proves nothing for the forwardee: it must belong to the person whose address stands in From.
    """
    return next((t for t in tokens if maker.is_for(t.mac, t.ref, t.round, person.id)), None)


def best(*, aligned: bool, confirmed: bool, token: Token | None) -> str:
    """The best proof of a mail that came without login: what is good for everything goes before what is good for one ticket."""
    if aligned:
        return ALIGNED
    if confirmed:
        return CONFIRMED
    return TOKEN if token else CLAIMED
