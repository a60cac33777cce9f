"""carteiro password: a password as a directory file keeps it."""

import secrets

import typer

from gateway.people.password import seal

SALT_BYTES = 8


def password() -> None:
    """Asks for a password twice, unseen, and writes the line `password: scrypt$...` for a directory file."""
    given = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    typer.echo(f"password: {seal(given, secrets.token_bytes(SALT_BYTES))}")
