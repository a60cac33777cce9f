"""What if the directory never answers? The real program with one that hangs."""

import threading

from gateway import __main__ as program
from gateway.people.directory import Person
from gateway.people.file import FileDirectory


def _hang(_directory: FileDirectory, _login: str, _password: str) -> Person | None:
    threading.Event().wait()
    return None


if __name__ == "__main__":
    FileDirectory.authenticate = _hang  # type: ignore[method-assign] # broken on purpose
    program.main()
