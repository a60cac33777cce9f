"""Can the catalogue be used, and does each of its routes lead to somebody?"""

from collections.abc import Iterator, Sequence

from gateway.catalog import Catalog
from gateway.console.doctor import opening
from gateway.console.doctor.finding import Finding, Note, summed
from gateway.files import find_file
from gateway.people.directory import DirectoryUnavailable
from gateway.settings import BadSettings, Settings

PART = "catalogue"
SHOWN = 5


def look(settings: Settings) -> Finding:
    """Reads it, and asks the directory for each group's technicians."""
    try:
        catalog = opening.catalog(settings)
    except BadSettings as error:
        says = str(error).removeprefix("CARTEIRO_CATALOG:").strip()
        mend = f"Mend what each line says; `carteiro catalog check {settings.catalog}` looks again. CARTEIRO_CATALOG names the file."
        return Finding(PART, settings.catalog, False, says, "faulty", mend)
    says = (
        f"{len(catalog.items)} items ({sum(1 for item in catalog.items if item.evidence)} ask for evidence), {len(catalog.groups)} groups"
    )
    notes = [*_unreached(catalog)]
    try:
        with opening.directory(settings) as directory:
            empty = [group.name for group in catalog.groups if not directory.members(group.name)]
    except (BadSettings, DirectoryUnavailable):
        says += "; whether each group has technicians was not seen"
    else:
        notes += _empty(catalog, empty)
    return summed(PART, str(find_file(settings.catalog)), (says,), notes)


def _unreached(catalog: Catalog) -> Iterator[Note]:
    lost = [group.name for group in catalog.groups if group.name not in {route.group for route in catalog.routes}]
    if lost:
        mend = "Name the group in a route of catalog.yml, or take it away."
        yield Note("no-route", f"no route leads to {', '.join(lost[:SHOWN])}", mend)


def _empty(catalog: Catalog, empty: Sequence[str]) -> Iterator[Note]:
    """A route to a group of nobody goes on to the last route's group, and from there nowhere."""
    last = catalog.routes[-1].group
    if last in empty:
        says = f"the last route leads to {last}, in which nobody is; tickets that end there reach nobody"
        mend = (
            f"Put a technician into {last} (`carteiro people` shows who is where), or let the last route of catalog.yml name another group."
        )
        yield Note("nobody", says, mend, ok=False)
    elif routed := [name for name in empty if name in {route.group for route in catalog.routes}]:
        mend = f"Put technicians into these groups; until then {last}, the last route's, has their tickets (`carteiro people`)."
        yield Note("empty-groups", f"without a technician: {', '.join(routed[:SHOWN])}", mend)
