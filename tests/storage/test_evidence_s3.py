"""What does an object store do to us that a disk does not: be away, be silent, refuse, know less, answer by halves?"""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from storage.evidence.bucket import Bucket
from storage.evidence.s3 import Objects
from tests.proxy import Proxy
from tests.s3 import BUCKET, S3, objects

RAW = bytes(range(256)) * 2000
NAME = hashlib.sha256(RAW).hexdigest()
SECRET = "segredo-que-ninguem-ve"


class Stub(ThreadingHTTPServer):
    """A store in memory that may refuse. refuse: (method, condition) -> status, 0 for none."""

    def __init__(self, refuse: Callable[[str, bool], int]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.refuse = refuse
        self.kept: dict[str, bytes] = {}
        self.puts: list[bool] = []


class Handler(BaseHTTPRequestHandler):
    server: Any

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _answer(self, method: str) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"] or 0))
        condition = self.headers["If-None-Match"] == "*"
        status = self.server.refuse(method, condition) or self._status(method, content, condition=condition)
        found = self.server.kept.get(self.path, b"") if status == 200 and method != "PUT" else b""
        self.send_response(status)
        for name, value in (("Content-Length", str(len(found))), ("ETag", '"x"'), ("Last-Modified", "Thu, 26 Nov 2026 12:00:00 GMT")):
            self.send_header(name, value)
        self.end_headers()
        if method != "HEAD":
            self.wfile.write(found)

    def _status(self, method: str, content: bytes, *, condition: bool) -> int:
        if method != "PUT":
            return 200 if self.path in self.server.kept else 404
        self.server.puts.append(condition)
        if condition and self.path in self.server.kept:
            return 412
        self.server.kept[self.path] = content
        return 200

    do_PUT = lambda self: self._answer("PUT")  # noqa: E731, N815 - the library's names
    do_GET = lambda self: self._answer("GET")  # noqa: E731, N815
    do_HEAD = lambda self: self._answer("HEAD")  # noqa: E731, N815


@contextmanager
def stub(folder: Path, refuse: Callable[[str, bool], int]) -> Iterator[tuple[Objects, Stub]]:
    with Stub(refuse) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            bucket = Bucket(BUCKET, "", f"http://127.0.0.1:{server.server_port}", "us-east-1", "carteiro", SECRET, seconds=5)
            yield Objects(bucket, folder), server
        finally:
            server.shutdown()
            thread.join()


def keep(store: Objects, raw: bytes = RAW) -> str:
    with store.spool() as spool:
        spool.write(raw)
        return spool.keep()


def test_objects_lie_as_the_files_would(s3: S3, tmp_path: Path) -> None:
    store = objects(s3, "um/dois", tmp_path)
    store.put(RAW)
    assert s3.keys("um/dois") == [f"um/dois/blobs/{NAME[:2]}/{NAME}"]


def test_a_wrong_secret_is_refused_in_words_that_do_not_hold_it(tmp_path: Path) -> None:
    with stub(tmp_path, lambda *_: 403) as (store, server):
        for act in (lambda: store.put(RAW), lambda: keep(store), lambda: store.read(NAME), lambda: store.has(NAME)):
            with pytest.raises(PermissionError) as refused:
                act()
            assert SECRET not in str(refused.value)
        assert server.kept == {}
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_bucket_that_is_not_there_is_a_fault_and_no_loss(s3: S3, tmp_path: Path) -> None:
    bucket = Bucket("ninguem", "", s3.endpoint, "us-east-1", "carteiro", SECRET)
    with pytest.raises(FileNotFoundError, match="ninguem"):
        Objects(bucket, tmp_path).put(RAW)


def test_a_server_without_conditions_gets_the_same_bytes_plainly(tmp_path: Path) -> None:
    with stub(tmp_path, lambda method, condition: 501 if method == "PUT" and condition else 0) as (store, server):
        assert store.put(RAW) == keep(store) == NAME
        assert store.read(NAME) == RAW
        assert server.puts == [False, False], "asked once, and remembered"


def test_an_object_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    with stub(tmp_path, lambda *_: 0) as (store, server):
        assert store.put(RAW) == keep(store) == NAME
        assert server.puts == [True, True]
        assert len(server.kept) == 1


def test_an_object_of_another_size_under_the_digest_is_never_taken_for_the_bytes(tmp_path: Path) -> None:
    with stub(tmp_path, lambda *_: 0) as (store, server):
        store.put(RAW)
        [path] = server.kept
        server.kept[path] = RAW[:-1]
        for act in (lambda: store.put(RAW), lambda: keep(store)):
            with pytest.raises(OSError, match=r"holds 511999 bytes under the digest of 512000 others"):
                act()


def test_a_server_that_fails_now_and_then_is_asked_again(tmp_path: Path) -> None:
    trouble = iter([503, 500])
    with stub(tmp_path, lambda *_: next(trouble, 0)) as (store, _):
        assert store.put(RAW) == NAME
        assert store.read(NAME) == RAW


def test_a_silent_server_is_given_up_in_time_and_nothing_is_half_there(tmp_path: Path) -> None:
    with S3() as server:
        store = objects(server, "mudo", tmp_path, seconds=1)
        server.hang()
        for act in (lambda: store.put(RAW), lambda: keep(store), lambda: store.read(NAME), lambda: next(store.pieces(NAME))):
            with pytest.raises(OSError, match="provas"):
                act()
        assert list((tmp_path / "tmp").iterdir()) == []
        server.go_on()
        assert keep(store) == NAME
        assert store.read(NAME) == RAW
        server.kill()
        with pytest.raises(OSError, match="provas"):
            keep(store)
        server.start()
        assert not store.has(NAME)
        assert keep(store) == NAME


def test_bytes_that_are_cut_on_the_way_back_are_a_fault(s3: S3, tmp_path: Path) -> None:
    objects(s3, "corte", tmp_path).put(RAW)
    with Proxy(int(s3.endpoint.rpartition(":")[2])) as proxy:
        bucket = Bucket(BUCKET, "corte", f"http://127.0.0.1:{proxy.port}", "us-east-1", "carteiro", SECRET, seconds=2)
        store = Objects(bucket, tmp_path)
        assert store.read(NAME) == RAW
        proxy.cut_after = 100_000
        with pytest.raises(OSError, match="provas"):
            store.read(NAME)
        got = bytearray()
        with pytest.raises(OSError, match="provas"):
            got.extend(b"".join(store.pieces(NAME)))
        assert not got
