"""How long does roundup take for the mails in a mailbox file? Run in its own environment: sets it up, or takes mail and says the seconds.

`prepare HOME RELAY_PORT WRITERS` makes a tracker of its template `classic` on SQLite, and a user for each address; `take HOME MBOX` has its
mail gateway take the mailbox; prints wall and CPU seconds, and how many mails stayed behind.
"""

import configparser
import mailbox
import sys
import time
from pathlib import Path

from roundup import init, instance, password
from roundup.scripts import roundup_mailgw

from bench import mails

TEMPLATES = Path(sys.prefix) / "share" / "roundup" / "templates"
CHANGES = {
    ("main", "admin_email"): "admin@carteiro.example",
    ("tracker", "email"): "suporte@carteiro.example",
    ("tracker", "web"): "http://127.0.0.1:8080/desk/",
    ("mail", "domain"): "carteiro.example",
    ("mail", "host"): "127.0.0.1",
    ("mailgw", "subject_prefix_parsing"): "none",  # our item's code stands where it expects a ticket's name
    ("mailgw", "subject_suffix_parsing"): "none",
    ("nosy", "messages_to_author"): "new",  # the acknowledgement
    ("nosy", "max_attachment_size"): "0",  # which does not carry the picture back
}


def prepare(home: Path, port: int, writers: int) -> None:
    init.install(str(home), str(TEMPLATES / "classic"), {"rdbms_backend": "sqlite"})
    config = configparser.ConfigParser(interpolation=None)
    config.read(home / "config.ini")
    for (section, name), value in (CHANGES | {("mail", "port"): str(port), ("rdbms", "backend"): "sqlite"}).items():
        config[section][name] = value
    with (home / "config.ini").open("w") as file:
        config.write(file)
    (home / "db").mkdir(exist_ok=True)
    tracker = instance.open(str(home))
    tracker.init(password.Password("carteiro", config=tracker.config))
    database = tracker.open("admin")
    for n in range(1, writers + 1):
        database.user.create(username=f"p{n}", address=mails.writer(n), roles="User")
    database.user.create(username="tecnico", address=mails.TECHNICIAN, roles="User")
    database.commit()
    database.close()


def take(home: Path, mbox: Path) -> None:
    """`roundup-mailgw -S issue.assignedto=tecnico HOME mailbox MBOX`, from inside: who a ticket is assigned to is told with its writer."""
    wall, cpu = time.perf_counter(), time.process_time()
    roundup_mailgw.main(["-S", "issue.assignedto=tecnico", str(home), "mailbox", str(mbox)])
    print(time.perf_counter() - wall, time.process_time() - cpu, len(mailbox.mbox(mbox)))


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        take(Path(sys.argv[2]), Path(sys.argv[3]))
