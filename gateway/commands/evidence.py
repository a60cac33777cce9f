"""carteiro evidence: is the record whole, what proves it, and what an operator does when an older state of it was restored."""

import typer

from gateway.commands import accepting, export, verifying

evidence_app = typer.Typer(no_args_is_help=True, help="The record as evidence.")


@evidence_app.callback()
def evidence() -> None:
    """The record as evidence."""


evidence_app.command("verify")(verifying.verify_record)
evidence_app.command()(accepting.accept)
evidence_app.command()(export.export)
