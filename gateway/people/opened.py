"""Which directory do the settings name, and does the catalogue know its groups and regions?"""

import time

from gateway.catalog import Catalog
from gateway.files import find_file
from gateway.people.directory import Directory
from gateway.people.file import FileDirectory
from gateway.people.ldap import mapping
from gateway.people.ldap.directory import LdapDirectory
from gateway.people.ldap.url import read_url
from gateway.settings import BadSettings, Settings


def open_directory(settings: Settings) -> Directory:
    """The directory of the settings; one of LDAP is not asked yet. Raises OSError, ValueError, FaultyFileError."""
    if settings.directory.startswith("file:"):
        return FileDirectory.load(find_file(settings.directory.removeprefix("file:")))
    access = read_url(settings.directory)
    return LdapDirectory(access, mapping.load(find_file(access.mapping)), time.monotonic)


def refuse_strangers_to(catalog: Catalog, directory: Directory) -> None:
    """A region or group that the catalogue does not know would quietly end in the fallback group."""
    groups = {g.name for g in catalog.groups}
    regions = {r.name for r in catalog.regions}
    for person in directory.everyone():
        for group in (*person.groups, *person.supervises):
            if group not in groups:
                raise BadSettings(
                    f"directory: {person.id} is in group {group!r}, which the catalogue lacks; allowed: {', '.join(sorted(groups))}"
                )
        for entity in filter(None, map(directory.entity, person.entities)):
            if entity.region not in regions:
                raise BadSettings(f"directory: {entity.name} has region {entity.region!r}; allowed: {', '.join(sorted(regions))}")
