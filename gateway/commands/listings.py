"""carteiro people, catalog: the directory and the catalogue as the gateway sees them."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from gateway.catalog import CatalogError
from gateway.catalog import load as load_catalog
from gateway.clockwork.tools import Tools
from gateway.commands import shown
from gateway.commands.starting import looking
from gateway.people.directory import Person

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
catalog_app = typer.Typer(invoke_without_command=True, help="The catalogue as the gateway sees it.")


def people(json: Json = False) -> None:
    """The directory as the gateway sees it; never a password."""
    tools = looking()
    found: list[dict[str, Any]] = [
        {
            "name": p.name,
            "mail": list(p.mail),
            "profile": sorted(p.profile),
            "active": p.active,
            "entities": list(p.entities),
            "groups": list(p.groups),
            "supervises": list(p.supervises),
        }
        for p in _everyone(tools)
    ]
    shown.rows(
        found,
        as_json=json,
        columns=("name", "mail", "profile", "active", "entities", "groups", "supervises"),
        empty="The directory is empty: look at CARTEIRO_DIRECTORY and, with LDAP, at its mapping (docs/ldap.md).",
    )
    for profile in ("gestor", "tecnico"):
        if found and not any(profile in row["profile"] for row in found):
            shown.complain(f"Nobody has the profile {profile}: look at what gives it (docs/ldap.md, profiles).")


def _everyone(tools: Tools) -> tuple[Person, ...]:
    """A directory of many people may take half a minute."""
    with Console(stderr=True).status("Asking the directory"):
        return tools.directory.everyone()


@catalog_app.callback()
def catalog(context: typer.Context, json: Json = False) -> None:
    """The items, their route and what they ask for."""
    if context.invoked_subcommand:
        return
    whole = looking().rules.catalog
    found = [
        {
            "code": i.code,
            "path": i.title,
            "service": i.service,
            "module": i.module,
            "function": i.function,
            "reason": i.reason,
            "aliases": list(i.aliases),
            "objective": i.objective,
            "occurrences": list(i.occurrences),
            "evidence": list(i.evidence),
            "checklist": list(i.checklist),
            "confidential": i.confidential,
            "groups": {region.name: whole.group_for(i.code, region.name) for region in whole.regions},
            "first_answer_hours": i.targets.first_answer,
            "solution_hours": i.targets.solution,
        }
        for i in whole.items
    ]
    shown.rows(found, as_json=json, columns=("code", "path", "evidence", "confidential"), empty="The catalogue is empty.")


@catalog_app.command()
def check(file: Annotated[Path, typer.Argument(help="The catalogue's file.")], json: Json = False) -> None:
    """Says what is wrong in a catalogue file, with line and what is allowed; exit 1 when something is."""
    try:
        found = load_catalog(file)
    except CatalogError as error:
        for flaw in error.flaws:
            if json:
                shown.line(asdict(flaw))
        if not json:
            shown.complain(str(error))
        raise typer.Exit(1) from error
    except OSError as error:
        shown.complain(str(error))
        raise typer.Exit(1) from error
    if not json:
        typer.echo(f"{file}: {len(found.items)} items, {len(found.groups)} groups, {len(found.routes)} routes; nothing wrong.")
