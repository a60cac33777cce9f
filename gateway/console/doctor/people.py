"""Is everybody there whom tickets need: representatives, technicians, supervisors?"""

from collections import Counter
from collections.abc import Iterator, Sequence

from gateway.console.doctor import opening
from gateway.console.doctor.finding import Finding, Note, summed
from gateway.people.directory import DirectoryUnavailable, Person, mail_key
from gateway.settings import BadSettings, Settings

PART = "people"
# profile -> who that is, where it is said in a directory file, and whether nothing works without.
NEEDED = (
    ("gestor", "representative", "profile: [gestor] and entities", True),
    ("tecnico", "technician", "profile: [tecnico] and groups", True),
    ("supervisor", "supervisor", "profile: [supervisor] and supervises", False),
)


def look(settings: Settings) -> Finding:
    """Counts them; names nobody."""
    with opening.directory(settings) as directory:
        try:
            everyone = directory.everyone()
        except DirectoryUnavailable as error:
            mend = "Mend `directory` first; a big one may take longer than half a minute to be listed, which only `carteiro people` does."
            return Finding(PART, "", True, f"were not counted: {error}", "unseen", mend)
    active = [person for person in everyone if person.active]
    counts = Counter(str(profile) for person in active for profile in person.profile)
    says = ", ".join(f"{counts[profile]} {who}{'' if counts[profile] == 1 else 's'}" for profile, who, _, _ in NEEDED)
    from_file = settings.directory.startswith("file:")
    return summed(PART, "", (says,), [*_lacking(counts, from_file=from_file), *_strangers(settings, everyone), *_shared(everyone)])


def _lacking(counts: Counter[str], *, from_file: bool) -> Iterator[Note]:
    for profile, who, written, needed in NEEDED:
        if not counts[profile]:
            where = (
                f"Give somebody `{written}` in the file of CARTEIRO_DIRECTORY"
                if from_file
                else "Look at `profiles` in the mapping (docs/ldap.md)"
            )
            yield Note(f"no-{profile}", f"nobody active is a {who}", f"{where}; `carteiro people` shows who is what.", ok=not needed)


def _strangers(settings: Settings, everyone: Sequence[Person]) -> Iterator[Note]:
    """Groups of a directory file that the catalogue lacks stop the start; an LDAP tree may hold others than ours."""
    if not settings.directory.startswith("file:"):
        return
    try:
        groups = {group.name for group in opening.catalog(settings).groups}
    except BadSettings:
        return  # its own part says so
    strange = sorted({group for person in everyone for group in (*person.groups, *person.supervises)} - groups)
    if strange:
        mend = "Write the groups in the file of CARTEIRO_DIRECTORY as in catalog.yml (`carteiro catalog` lists them), or add them there."
        yield Note("strange-group", f"the catalogue lacks {', '.join(strange)}", mend, ok=False)


def _shared(everyone: Sequence[Person]) -> Iterator[Note]:
    held = Counter(key for person in everyone for key in {mail_key(address) for address in person.mail})
    if shared := sum(1 for times in held.values() if times > 1):
        says = "an address belongs to two people" if shared == 1 else f"{shared} addresses belong to two people or more"
        yield Note(
            "shared-address", f"{says}, and so to nobody", "Give each person in the directory an address of one's own (`carteiro people`)."
        )
