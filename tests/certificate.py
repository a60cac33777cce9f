"""How does a test's server get a certificate? From an authority of its own, for the names and the time that the test wants."""

import subprocess
from pathlib import Path

KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def certify(home: Path, names: str, *, expired: bool = False) -> None:
    """Writes ca.pem, server.pem and server.key into `home`. names: as subjectAltName says them ("DNS:localhost,IP:127.0.0.1")."""
    _openssl(home, "req", *KEY, "-x509", "-days", "2", "-subj", "/CN=ca.example", "-keyout", "ca.key", "-out", "ca.pem")
    _openssl(home, "req", *KEY, "-subj", "/CN=server.example", "-keyout", "server.key", "-out", "server.csr")
    (home / "names").write_text(f"subjectAltName={names}\n")
    days = "-1" if expired else "2"
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", days, "-extfile", "names")
    _openssl(home, "x509", "-req", "-in", "server.csr", "-out", "server.pem", *signed)


def _openssl(home: Path, *command: str) -> None:
    done = subprocess.run(("openssl", *command), cwd=home, check=False, capture_output=True, timeout=60)
    assert done.returncode == 0, (command, done.stderr)
