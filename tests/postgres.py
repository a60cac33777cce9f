"""How do tests get a PostgreSQL of their own? A private server, durable as in earnest, with a new database for each test."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

import psycopg

BINARIES = Path("/usr/lib/postgresql")
PATIENCE_SECONDS = 30
OWNER = "postgres"
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 2_000_000_000  # bytes


class Postgres:
    """One server, reached through a socket in a folder that only its owner (and root) can enter. Ends with its `with` block.

    `set` changes the whole server: keep it to tests that put it back.
    """

    def __init__(self) -> None:
        self._made = 0
        self._home = Path(tempfile.mkdtemp(prefix="carteiro-postgres-", dir=_quick_folder()))
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self._home, OWNER, OWNER)

    def __enter__(self) -> Self:
        initdb = (
            "initdb",
            "-D",
            self._home / "data",
            "-U",
            OWNER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
        )
        subprocess.run(_as_owner(*initdb), cwd=self._home, check=True, stdout=subprocess.DEVNULL)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end(signal.SIGINT)  # 'fast': open connections are cut
        shutil.rmtree(self._home)

    def start(self) -> None:
        """Starts the server; returns when it answers."""
        with (self._home / "log").open("ab") as log:
            server = _as_owner("postgres", "-D", self._home / "data", "-k", self._home, "-c", "listen_addresses=")
            self._process = subprocess.Popen(server, cwd=self._home, stdout=log, stderr=log)
        self._wait_for("SELECT 1", "1")

    def crash(self) -> None:
        """Ends the server at once ('immediate'): nothing is written out, and the next start recovers from the log of writes."""
        self._end(signal.SIGQUIT)

    def create(self, like: str = "") -> str:
        """Makes a database, empty or the copy of another one made here, and returns its URL."""
        self._made += 1
        name = f"test{self._made}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {_name(like) if like else 'template0'}")
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self._home}"

    def drop(self, url: str) -> None:
        """Removes a database made here, whoever is still connected."""
        self._run(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def set(self, setting: str, value: str) -> None:
        """Changes a setting of the whole server; returns when new connections have it."""
        self._run(f"ALTER SYSTEM SET {setting} = {value}")
        self._run("SELECT pg_reload_conf()")
        self._wait_for(f"SHOW {setting}", value)

    def _end(self, how: signal.Signals) -> None:
        if self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_SECONDS)

    def _run(self, statement: str) -> tuple[object, ...] | None:
        with psycopg.connect(host=str(self._home), user=OWNER, dbname="postgres", autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchone() if cursor.description else None

    def _wait_for(self, query: str, answer: str) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                if (row := self._run(query)) and str(row[0]) == answer:
                    return
            except psycopg.OperationalError:  # it is still starting
                pass
            time.sleep(0.02)
        raise RuntimeError(f"PostgreSQL did not answer {query!r} with {answer!r}: {(self._home / 'log').read_text()[-2000:]}")


def _quick_folder() -> Path | None:
    """Memory, where there is room: a new database is three times quicker there, and none of it outlives the test anyway."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


def _name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


def _as_owner(program: str, *arguments: object) -> list[str]:
    """The command as one that PostgreSQL accepts: by a user other than root, and gone when this process is gone (setpriv, util-linux)."""
    versions = sorted(BINARIES.glob("*/bin"), key=lambda folder: float(folder.parent.name))
    if not versions:
        raise RuntimeError(f"no PostgreSQL under {BINARIES}: run `make servers`")
    role = ("--reuid", OWNER, "--regid", OWNER, "--init-groups") if os.geteuid() == 0 else ()
    return ["setpriv", *role, "--pdeathsig", "INT", str(versions[-1] / program), *map(str, arguments)]
