"""How do tests get an LDAP server of their own? A private slapd with the demo's cast.

It answers on free ports of 127.0.0.1 from a folder of its own.
"""

import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

from tests.ports import free_port
from tests.wire.premises import until

ROOT = Path(__file__).parents[1]
SLAPD = "/usr/sbin/slapd"
BASE = "dc=carteiro,dc=example"
READER = f"cn=carteiro,ou=contas,{BASE}"
ADMIN = f"cn=admin,{BASE}"
PASSWORD = "carteiro"
TRIES = 6
DEMO = ROOT / "demo" / "directory.ldif"
MAPPING = ROOT / "demo" / "ldap.yml"

READABLE = f"""\
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{READER}" read by anonymous auth by * none
"""
"""Who may read: the service account alone, and no password."""

HIDDEN = "access to * by anonymous auth by * none\n"
"""Everybody may bind, nobody sees anything."""

CONFIG = """\
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include /etc/ldap/schema/misc.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {home}/pid
{tls}
{extra}
database mdb
maxsize 104857600
suffix {base}
rootdn {admin}
rootpw {password}
directory {home}/data
dbnosync
index objectClass,mail,uid,employeeNumber,departmentNumber,cn,member,owner eq
{access}
{overlay}
"""


class Slapd:
    """One server on a free port of 127.0.0.1, with StartTLS, and ldaps on another. Ends with its `with` block."""

    def __init__(
        self,
        access: str = READABLE,
        *,
        extra: str = "",
        overlay: str = "",
        ldif: str = "",
        names: str = "DNS:localhost,IP:127.0.0.1",
    ) -> None:
        """access: the ACL; extra: lines of slapd.conf before the database; overlay: lines behind it; ldif: the entries, the demo's if none.

        names: those that the certificate is for; none: the server knows no TLS.
        """
        self.home = Path(tempfile.mkdtemp(prefix="carteiro-slapd-"))
        (self.home / "data").mkdir()
        self.port, self.tls_port = free_port(), free_port()
        self.ca = self.home / "ca.pem"
        self.password_file = self.home / "password"
        self.password_file.write_text(PASSWORD + "\n")
        self._extra, self._overlay, self._names = extra, overlay, names
        self._certify(names)
        self._configure(access)
        entries = self.home / "entries.ldif"
        entries.write_text(ldif or DEMO.read_text("utf-8"), "utf-8")
        self._run("/usr/sbin/slapadd", "-q", "-f", str(self.home / "slapd.conf"), "-l", str(entries))
        self._process: subprocess.Popen[bytes] | None = None
        self._fresh = True

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self.home)

    def url(self, *options: str, port: int = 0, scheme: str = "ldap", host: str = "127.0.0.1", mapping: Path = MAPPING) -> str:
        """What CARTEIRO_DIRECTORY says for this server, read by its service account."""
        said = (f"mapping={mapping}", f"bind={READER}", f"password_file={self.password_file}", *options)
        return f"{scheme}://{host}:{port or (self.tls_port if scheme == 'ldaps' else self.port)}?{'&'.join(said)}"

    def start(self, access: str = "") -> None:
        """Starts it, with another ACL if one is given; returns when it answers."""
        if access:
            self._configure(access)
        for _ in range(TRIES):
            self._spawn()
            until(lambda: self._ended or self._answers())
            if not self._ended:
                return
            # Someone else took a port meanwhile. A server that was there before comes back to its own.
            if self._fresh:
                self.port, self.tls_port = free_port(), free_port()
            time.sleep(0.5)
        raise AssertionError((self.home / "log").read_text())

    def _spawn(self) -> None:
        hosts = f"ldap://127.0.0.1:{self.port}" + (f" ldaps://127.0.0.1:{self.tls_port}" if self._names else "")
        with (self.home / "log").open("ab") as log:
            command = [SLAPD, "-d", "stats", "-h", hosts, "-f", str(self.home / "slapd.conf")]
            self._process = subprocess.Popen(command, stdout=log, stderr=log)

    @property
    def _ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def kill(self) -> None:
        """Ends it at once, stopped or not."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(20)
            self._process = None

    def pause(self) -> None:
        """It keeps its port and says nothing (SIGSTOP)."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        threads = Path(f"/proc/{self._process.pid}/task")
        until(lambda: all((thread / "stat").read_text().rpartition(")")[2].split()[0] == "T" for thread in threads.iterdir()))

    def resume(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def change(self, ldif: str) -> None:
        """Changes entries, as the administrator (ldapmodify)."""
        self._run("ldapmodify", "-x", "-H", f"ldap://127.0.0.1:{self.port}", "-D", ADMIN, "-w", PASSWORD, said=ldif)

    @property
    def asked(self) -> list[str]:
        """The base and filter of every search so far, as slapd understood them."""
        lines = (self.home / "log").read_text(errors="replace").splitlines()
        return [line.partition(" SRCH ")[2] for line in lines if " SRCH base=" in line]

    @property
    def binds(self) -> list[str]:
        """The DN of every bind so far, anonymous ones left out."""
        lines = (self.home / "log").read_text(errors="replace").splitlines()
        found = [line.partition(' BIND dn="')[2].partition('"')[0] for line in lines if ' BIND dn="' in line and "method=" in line]
        return [dn for dn in found if dn]

    def _answers(self) -> bool:
        asked = ("ldapsearch", "-x", "-H", f"ldap://127.0.0.1:{self.port}", "-s", "base", "-b", "", "1.1", "-o", "nettimeout=5")
        there = subprocess.run(asked, check=False, capture_output=True, timeout=20).returncode == 0
        self._fresh = self._fresh and not there
        return there

    def _configure(self, access: str) -> None:
        said = CONFIG.format(
            home=self.home,
            base=BASE,
            admin=ADMIN,
            password=PASSWORD,
            access=access,
            extra=self._extra,
            overlay=self._overlay,
            tls="\n".join(f"{name} {self.home}/{file}" for name, file in TLS) if self._names else "",
        )
        (self.home / "slapd.conf").write_text(said)

    def _certify(self, names: str) -> None:
        """A certificate authority, and a certificate of it for these names."""
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        authority = ("-x509", "-days", "2", "-subj", "/CN=ca.example", "-keyout", "ca.key", "-out", "ca.pem")
        self._run("openssl", "req", *key, *authority)
        self._run("openssl", "req", *key, "-subj", "/CN=server.example", "-keyout", "server.key", "-out", "server.csr")
        (self.home / "names").write_text(f"subjectAltName={names or 'DNS:nobody.example'}\n")
        files = ("-in", "server.csr", "-out", "server.pem", "-extfile", "names")
        self._run("openssl", "x509", "-req", "-days", "2", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", *files)

    def _run(self, *command: str, said: str = "") -> None:
        done = subprocess.run(command, cwd=self.home, check=False, capture_output=True, input=said.encode(), timeout=60)
        assert done.returncode == 0, (command, done.stdout, done.stderr)


TLS = (("TLSCACertificateFile", "ca.pem"), ("TLSCertificateFile", "server.pem"), ("TLSCertificateKeyFile", "server.key"))
