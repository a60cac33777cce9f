"""Does the command for root give up root's rights before it reads what the service may write?"""

import os
import subprocess
from pathlib import Path

from tests.deploy.parts import SYSTEMD

LOWERED = '#!/bin/sh\nwhile [ "${1#-}" != "$1" ]; do shift; done\nRIGHTS=lowered exec "$@"\n'
PROGRAM = '#!/bin/sh\npwd\nfor word in "$RIGHTS" "$CARTEIRO_HOME" "$CARTEIRO_ADDRESS" "$HOME" "$@"; do echo "$word"; done\n'


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_the_settings_are_read_with_the_rights_of_the_service(tmp_path: Path) -> None:
    """A setpriv that only says that it was there: the order is what is asked about, whoever runs this."""
    etc = tmp_path / "etc"
    etc.mkdir()
    (etc / "carteiro.env").write_text("CARTEIRO_ADDRESS='suporte@orgao.example'\necho \"${RIGHTS:-root}\" >>read\n")
    program = script(tmp_path / "program", PROGRAM)
    script(tmp_path / "bin" / "setpriv", LOWERED)
    text = (SYSTEMD / "carteiro").read_text()
    assert "/etc/carteiro" in text
    helper = script(
        tmp_path / "carteiro", text.replace("/etc/carteiro", str(etc)).replace("/opt/carteiro/current/bin/carteiro", str(program))
    )
    path = f"{tmp_path / 'bin'}:{os.defpath}"
    done = subprocess.run(
        (helper, "ticket", "list", "two words", "$HOME"), env={"PATH": path}, check=True, capture_output=True, text=True, timeout=20
    )
    assert (etc / "read").read_text() == "lowered\n"
    said = ["lowered", "/var/lib/carteiro", "suporte@orgao.example", "/var/lib/carteiro"]
    assert done.stdout.splitlines() == [str(etc), *said, "ticket", "list", "two words", "$HOME"]
