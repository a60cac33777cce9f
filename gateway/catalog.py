"""What may be asked for, what must come with it, which group answers, and how long is it kept? catalog.yml as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from gateway import crosscheck, schema
from gateway.retention import AS_ALL, ERASES_NOTHING, UNSAID, Retention, Term
from gateway.yamlfile import FaultyFileError

Words = Annotated[str, Field(min_length=1, pattern=r"\S", description="a text that is not empty")]
Hours = Annotated[float, Field(strict=True, gt=0, le=10_000, description="office hours, more than 0 and at most 10000")]
Code = Annotated[int, Field(strict=True, ge=1, le=999, description="a whole number from 1 to 999")]
Step = Annotated[str, Field(pattern=r"^[^>:\s]([^>:]*[^>:\s])?$", description="a step of the path, without > and :")]
Flag = Annotated[bool, Field(strict=True, description="true or false")]


class CatalogError(FaultyFileError):
    """The catalogue cannot be used; the text names every flaw with file, line and what is allowed."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Within how many office hours (gateway/calendar.py) the first answer and the solution should come."""

    first_answer: Hours
    solution: Hours


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the catalogue; the header of catalog.yml explains each field."""

    code: Code
    service: Step
    module: Step
    function: Step
    objective: Words
    occurrences: Annotated[tuple[Words, ...], Field(min_length=1, description="a list of texts, at least one")]
    targets: Targets
    reason: Annotated[str, Field(pattern=r"^([^>:\s]([^>:]*[^>:\s])?)?$", description="a step of the path, without > and :")] = ""
    aliases: Annotated[tuple[Words, ...], Field(description="a list of whole paths, steps parted by >")] = ()
    evidence: Annotated[tuple[Words, ...], Field(description="a list of texts, one for each file asked")] = ()
    evidence_words: Annotated[tuple[Words, ...], Field(description="a list of words parted by spaces, one entry for each of evidence")] = ()
    evidence_question: Annotated[str, Field(description="a question, with evidence and evidence_unless")] = ""
    evidence_unless: Annotated[str, Field(description="the answer that spares the evidence, with evidence_question")] = ""
    checklist: Annotated[tuple[Words, ...], Field(description="a list of texts")] = ()
    confidential: Flag = False
    passwords: Flag = False
    synonyms: Annotated[tuple[Words, ...], Field(description="a list of words and phrases")] = ()
    retention: Term = AS_ALL

    @property
    def path(self) -> tuple[str, ...]:
        """The steps, e.g. `('PORTAL DE REQUERIMENTOS', 'SISTEMA', 'LENTIDÃO')`."""
        return tuple(step for step in (self.service, self.module, self.function, self.reason) if step)

    @property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """The path, then every alias, as steps."""
        return (self.path, *(crosscheck.steps(alias) for alias in self.aliases))

    @property
    def title(self) -> str:
        """`SERVICE > MODULE > FUNCTION > REASON`."""
        return " > ".join(self.path)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of technicians: its name as in the directory, and its title as letters show it."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$", description="letters, digits, dot, hyphen and underscore")]
    title: Words


@dataclass(frozen=True, slots=True)
class Region:
    """A region that entities belong to."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$", description="letters, digits, dot, hyphen and underscore")]
    title: Words


@dataclass(frozen=True, slots=True)
class Route:
    """Mail about one of `items` from an entity of one of `regions` goes to `group`; empty means any."""

    group: Words
    items: Annotated[tuple[int, ...], Field(description="a list of codes")] = ()
    regions: Annotated[tuple[str, ...], Field(description="a list of names of regions")] = ()

    def fits(self, code: int, region: str) -> bool:
        """Whether this route takes the item from the region."""
        return (not self.items or code in self.items) and (not self.regions or region in self.regions)


@dataclass(frozen=True, slots=True)
class Organization:
    """Who answers, whom the channel serves, and where to go with what it does not treat (all in Portuguese)."""

    name: Words
    channel: Words
    audience: Words
    out_of_scope: Words
    other_channel: Words
    out_of_scope_words: Annotated[tuple[Words, ...], Field(description="a list of words and phrases")] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """The whole file. Routes: first match wins, and the last takes all that is left."""

    organization: Organization
    regions: Annotated[tuple[Region, ...], Field(min_length=1, description="a list of regions, at least one")]
    groups: Annotated[tuple[Group, ...], Field(min_length=1, description="a list of groups, at least one")]
    items: Annotated[tuple[Item, ...], Field(min_length=1, description="a list of items, at least one")]
    routes: Annotated[tuple[Route, ...], Field(min_length=1, description="a list of routes, at least one")]
    retention: Retention = ERASES_NOTHING

    def item(self, code: int) -> Item:
        """The item with this code. KeyError when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    def group(self, name: str) -> Group:
        """The group with this name. KeyError when there is none."""
        for group in self.groups:
            if group.name == name:
                return group
        raise KeyError(name)

    @property
    def paths(self) -> Mapping[tuple[str, ...], int]:
        """Every path as written, aliases included -> code of its item. For reading mail its steps still want `parsers.subject.fold`."""
        return {path: item.code for item in self.items for path in item.paths}

    def group_for(self, code: int, region: str) -> str:
        """The name of the group that answers this item for an entity of this region (an unknown region: as the last route says)."""
        return next(route.group for route in self.routes if route.fits(code, region))

    @property
    def kept_years(self) -> Mapping[int, int]:
        """Code -> years for which its closed tickets are kept, of the items that say so themselves; NEVER where they are not erased."""
        return {item.code: item.retention.years for item in self.items if item.retention.years != UNSAID}


def load(path: Path) -> Catalog:
    """The catalogue in this file. CatalogError names all its flaws, one a line: `FILE:LINE: <place>: <wrong>; allowed: <what>`."""
    try:
        return schema.load(path, Catalog, crosscheck.names)
    except FaultyFileError as error:
        raise CatalogError(error.path, error.flaws) from error
