"""What does `carteiro` understand? The commands, each with a room of its own, and what is said when one cannot start."""

import logging
import os
import sys
from typing import Annotated

import typer
from sqlalchemy.exc import DatabaseError, OperationalError

from gateway import __version__
from gateway.commands import (
    backup,
    completion,
    copying,
    deliver,
    demo,
    digest,
    doctor,
    due,
    evidence,
    incident,
    init,
    listings,
    mail,
    page,
    password,
    person,
    read,
    replay,
    serve,
    shown,
    ticket,
)
from gateway.commands.starting import USAGE, log_from, older, settings
from gateway.doors.listening import CannotListen
from gateway.people.directory import DirectoryUnavailable
from gateway.settings import BadSettings
from storage.database import Database, UnsafeDatabase
from storage.restoring.restored import OlderState
from storage.schema import OtherSchema

cli = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, help="Carteiro: tickets by mail.")
database = typer.Typer(no_args_is_help=True, help="The database.")

for command in (
    init.init,
    serve.up,
    serve.smtp,
    serve.imap,
    serve.work,
    page.page,
    demo.demo,
    deliver.deliver,
    read.read,
    replay.replay,
    listings.people,
    due.due,
    password.password,
    digest.digest,
    doctor.doctor,
    backup.backup,
    backup.restore,
):
    cli.command()(command)
cli.add_typer(ticket.tickets_app, name="ticket")
cli.add_typer(mail.mail_app, name="mail")
cli.add_typer(listings.catalog_app, name="catalog")
cli.add_typer(evidence.evidence_app, name="evidence")
cli.add_typer(person.person_app, name="person")
cli.add_typer(incident.incident_app, name="incident")
cli.add_typer(database, name="db")
database.command()(copying.copy)


@cli.callback(invoke_without_command=True)
def _carteiro(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
    show_completion: completion.Show = "",
    install_completion: completion.Install = "",
) -> None:
    """Carteiro: tickets by mail."""
    completion.complete(context.command, show_completion, install_completion)
    if version:
        typer.echo(f"carteiro {__version__}")
        raise typer.Exit


@database.callback()
def _database() -> None:
    """The database."""


@database.command()
def upgrade() -> None:
    """Brings the schema up to date (also done by `carteiro up`)."""
    chosen = settings()
    Database(chosen.path(chosen.database)).upgrade()
    typer.echo("The database is up to date.")


def main() -> None:
    """Runs a command; whatever keeps it from starting is said in one sentence."""
    log_from(logging.WARNING)
    os.umask(0o077)  # what is kept here is nobody else's
    try:
        cli()
    except (BadSettings, CannotListen, UnsafeDatabase, OtherSchema) as error:
        shown.complain(str(error))
        sys.exit(USAGE)
    except OlderState as why:
        shown.complain(older(why))
        sys.exit(USAGE)
    except DirectoryUnavailable as error:
        shown.complain(f"The directory of CARTEIRO_DIRECTORY cannot be asked now ({error}). Is it there, and may we read it?")
        sys.exit(shown.AGAIN)
    except OperationalError as error:
        shown.complain(f"The database of CARTEIRO_DATABASE cannot be used ({error.orig}); is it there, and may we use it?")
        sys.exit(shown.AGAIN)
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise  # a fault of ours
        shown.complain(f"The database of CARTEIRO_DATABASE is damaged ({error.orig}). Stop all, and see docs/runbook.md, The database.")
        sys.exit(USAGE)
