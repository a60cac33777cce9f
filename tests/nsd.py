"""How do tests get a DNS server of their own? A private nsd on 127.0.0.1, with the zones of one test."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

import dns.exception
import dns.message
import dns.query

from tests.ports import free_port

BINARY = "/usr/sbin/nsd"
PATIENCE_SECONDS = 20
_CONFIGURATION = """
server:
  server-count: 1
  ip-address: 127.0.0.1@{port}
  username: ""
  chroot: ""
  zonesdir: "{home}"
  pidfile: "{home}/nsd.pid"
  database: ""
  zonelistfile: "{home}/zone.list"
  xfrdfile: "{home}/xfrd.state"
  xfrdir: "{home}"
  logfile: "{home}/log"
remote-control:
  control-enable: no
"""
_TOP = "$TTL 60\n@ SOA ns.{zone}. h.{zone}. 1 60 60 60 60\n@ NS ns.{zone}.\nns A 127.0.0.1\n"


class Nsd:
    """One server; ends with its `with` block. Zones it does not have are refused, faulty ones are SERVFAIL."""

    def __init__(self, zones: Mapping[str, str]) -> None:
        """zones: name -> lines of the zone file below SOA and NS."""
        self._home = Path(tempfile.mkdtemp(prefix="carteiro-nsd-"))
        self.port = free_port()
        text = _CONFIGURATION.format(port=self.port, home=self._home)
        for name, lines in zones.items():
            (self._home / f"{name}.zone").write_text(_TOP.format(zone=name) + lines)
            text += f'zone:\n  name: "{name}"\n  zonefile: "{name}.zone"\n'
        (self._home / "nsd.conf").write_text(text)

    @property
    def url(self) -> str:
        """What CARTEIRO_RESOLVER says to ask this server."""
        return f"dns://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        with (self._home / "out").open("wb") as out:
            # -d: stays in front; a group of its own, so that its children end and stop with it.
            command = (BINARY, "-d", "-c", str(self._home / "nsd.conf"))
            self._process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                log = self._home / "log"
                raise RuntimeError((self._home / "out").read_text() + (log.read_text() if log.exists() else ""))
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._signal(signal.SIGCONT)
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait(PATIENCE_SECONDS)
        shutil.rmtree(self._home)

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """The server answers nobody within this block."""
        self._signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def _answers(self) -> bool:
        try:
            dns.query.udp(dns.message.make_query("example", "SOA"), "127.0.0.1", port=self.port, timeout=0.5)
        except (dns.exception.DNSException, OSError):
            return False
        return True


def txt(text: str) -> str:
    """The text as a TXT record writes it: strings of at most 255 octets."""
    strings = [text[at : at + 255] for at in range(0, len(text), 255)] or [""]
    return " ".join('"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"' for part in strings)
