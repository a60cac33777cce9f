"""What does a real Postfix do with the same mails? An instance of its own: configuration, queue and log in a folder that is thrown away.

It takes mail in as it does by default (each fsynced into its queue before 250) and holds it there: nothing is delivered meanwhile, as ours
does nothing but take in. Two of its brakes are off that would count against it: the look for the peer's name, and the pause it makes
when mail comes in faster than it goes out.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.server import Program, listens, wait_for
from tests.ports import free_port

DAEMONS = Path("/usr/lib/postfix/sbin")
OWNER = "postfix"
MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
command_directory = /usr/sbin
daemon_directory = {daemons}
mail_owner = {owner}
setgid_group = postdrop
maillog_file_prefixes = {home}
maillog_file = {home}/log
myhostname = postfix.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
local_recipient_maps =
biff = no
default_transport = discard:
message_size_limit = 30000000
smtpd_peername_lookup = no
smtpd_client_restrictions = check_client_access static:HOLD
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
in_flow_delay = 0
"""
MASTER = """
{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


class Missing(Exception):
    """Postfix cannot be run here; the message says why."""


@contextmanager
def postfix() -> Iterator[Program]:
    """Runs one until the block ends. Raises Missing."""
    if not (DAEMONS / "master").exists():
        raise Missing("Postfix is not installed (Debian package postfix)")
    if os.geteuid() != 0:
        raise Missing("Postfix can be started by root only")
    with tempfile.TemporaryDirectory(prefix="carteiro-postfix-") as folder:
        home, port = Path(folder), free_port()
        home.chmod(0o755)  # its processes run as users of their own
        for name in ("etc", "queue", "data"):
            (home / name).mkdir()
        shutil.chown(home / "data", OWNER)
        (home / "etc" / "main.cf").write_text(MAIN.format(home=home, daemons=DAEMONS, owner=OWNER))
        (home / "etc" / "master.cf").write_text(MASTER.format(port=port))
        subprocess.run(["postfix", "-c", home / "etc", "check"], check=True, capture_output=True)
        process = subprocess.Popen([DAEMONS / "master", "-c", home / "etc", "-s"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(lambda: listens(port), 20)
            yield Program("127.0.0.1", port, process.pid, home)
        finally:
            process.terminate()
            process.wait(20)


def forget(server: Program) -> int:
    """Empties the queue of what it holds; returns how many mails there were."""
    held = list((server.home / "queue" / "hold").iterdir())
    for mail in held:
        mail.unlink()
    return len(held)
