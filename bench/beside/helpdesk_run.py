"""How long does django-helpdesk take for the mails in its folder? Run in its own environment: sets it up, or takes mail and times it.

`prepare` makes tables, a queue, and a user for each address; `take FOLDER` has it take what lies in FOLDER; prints wall and CPU seconds.
"""

import sys
import time
from pathlib import Path

import django
from django.core.management import call_command

from bench import mails


def prepare(home: Path, writers: int) -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - only once Django is set up
    from helpdesk.models import Queue  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    people = get_user_model()
    people.objects.bulk_create(people(username=f"p{n}", email=mails.writer(n), password="!") for n in range(1, writers + 1))
    Queue.objects.create(
        title="Suporte",
        slug="suporte",
        email_address="suporte@carteiro.example",
        new_ticket_cc=mails.TECHNICIAN,  # the group of one
        allow_email_submission=True,
        email_box_type="local",
        email_box_local_dir=str(home / "box"),
        email_box_interval=0,
        logging_type="none",
    )


def take(home: Path, waiting: Path) -> None:
    """The program and its connection are warm: they have found an empty folder just before."""
    call_command("get_email", quiet=True)
    for file in waiting.iterdir():
        file.rename(home / "box" / file.name)
    wall, cpu = time.perf_counter(), time.process_time()
    call_command("get_email", quiet=True)
    print(time.perf_counter() - wall, time.process_time() - cpu, sum(1 for _ in (home / "box").iterdir()))


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        take(Path(sys.argv[2]), Path(sys.argv[3]))
