"""How does evidence lie in an object store? One object for each SHA-256, put whole and only once (S3 API, If-None-Match).

Bytes on their way in wait in a file of this machine: their name is their digest, known at the end only, and an object is put with one
request, so that no reader ever sees half of one and no unfinished upload is left behind in the bucket.
"""

import errno
import mmap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256 as digest_of
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotSupportedError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from storage.evidence.bucket import Bucket
from storage.evidence.files import FileSpool, sweep_spools
from storage.evidence.store import PIECE

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

CONNECT_SECONDS = 5
READ_SECONDS = 10.0  # a mail that is read holds a lease meanwhile
AT_ONCE = 2  # spooled mails that go up together
TRIES_AGAIN = 2  # after a 5xx, within the bucket's time
SAID = 200  # characters of a server's answer that are passed on


class ObjectSpool(FileSpool):
    """Bytes on their way to the object store."""

    def __init__(self, objects: "Objects", folder: Path) -> None:
        super().__init__(folder)
        self._objects = objects

    def keep(self) -> str:
        """Puts the bytes; durable when this returns. The file of this machine goes."""
        self._close()
        sha256 = self._hash.hexdigest()
        if self.size == 0:
            return self._objects.put(b"")
        with self._objects.turn(), Path(self._path).open("rb") as file:
            content = mmap.mmap(
                file.fileno(), 0, access=mmap.ACCESS_READ
            )  # closed by who holds it last: the library may read on for a while
            self._objects.put_under(sha256, content, self.size)
        self.drop()
        return sha256


class Objects:
    """The store in one bucket, under one prefix. folder: where spool files lie, which need not survive the machine."""

    def __init__(self, bucket: Bucket, folder: Path) -> None:
        self.name = bucket.name
        self.bucket = bucket
        self.root = folder
        self._store = _open(bucket, bucket.seconds)
        self._reader = _open(bucket, min(bucket.seconds, READ_SECONDS))
        self._only_new = True
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def spool(self) -> ObjectSpool:
        """A new place for bytes on their way in."""
        return ObjectSpool(self, self.root)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Big bytes go up a few at a time: they are in memory meanwhile. Raises OSError after as long as one request may take."""
        if not self._turns.acquire(timeout=self.bucket.seconds):
            raise OSError(errno.EAGAIN, f"{self.name}: other mails are still on their way")
        try:
            yield
        finally:
            self._turns.release()

    def put(self, content: bytes) -> str:
        """Keeps bytes that are in memory; durable when this returns."""
        sha256 = digest_of(content).hexdigest()
        self.put_under(sha256, content, len(content))
        return sha256

    def put_under(self, sha256: str, content: bytes | mmap.mmap, size: int) -> None:
        """Puts bytes whose digest is known. An object that is there is never written over; it must have the same size. Raises OSError."""
        with _told(self.name):
            if self._only_new:
                try:
                    obstore.put(self._store, _key(sha256), content, mode="create", use_multipart=False)
                except AlreadyExistsError:
                    self._check(sha256, size)
                except BaseError as error:
                    if not _knows_no_condition(error):
                        raise
                    self._only_new = False
                else:
                    return
            if not self._only_new:  # the same bytes under the same name: writing them once more changes nothing
                obstore.put(self._store, _key(sha256), content, use_multipart=False)

    def read(self, sha256: str) -> bytes:
        """The bytes kept under a SHA-256 (hex). Raises FileNotFoundError, OSError."""
        with _told(self.name):
            return bytes(obstore.get(self._reader, _key(sha256)).bytes())

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The same in pieces as they come. Raises FileNotFoundError, OSError."""
        with _told(self.name):
            for piece in obstore.get(self._store, _key(sha256)).stream(min_chunk_size=PIECE):
                yield bytes(piece)

    def has(self, sha256: str) -> bool:
        """Whether an object is there. Raises OSError."""
        try:
            with _told(self.name):
                obstore.head(self._store, _key(sha256))
        except FileNotFoundError:
            return False
        return True

    def forget(self, sha256: str) -> None:
        """Removes an object. Raises OSError; PermissionError where the bucket lets nobody remove anything."""
        with _told(self.name):
            obstore.delete(self._store, _key(sha256))

    def sweep(self, before: float) -> int:
        """Removes spool files that a crash left on this machine; in the bucket nothing can be half written."""
        return sweep_spools(self.root, before)

    def _check(self, sha256: str, size: int) -> None:
        there = obstore.head(self._store, _key(sha256))["size"]
        if there != size:
            raise OSError(errno.EIO, f"{self.name} holds {there} bytes under the digest of {size} others ({sha256})")


def _key(sha256: str) -> str:
    """As the files are named: a folder of them can be copied into a bucket as it is."""
    return f"blobs/{sha256[:2]}/{sha256}"


def _open(bucket: Bucket, seconds: float) -> S3Store:
    """Asks nobody yet. What the URL leaves out is taken from the environment of AWS, or the role of the machine."""
    config: S3Config = {}
    if bucket.endpoint:
        config["endpoint"] = bucket.endpoint
    if bucket.region or bucket.endpoint:
        config["region"] = bucket.region or "us-east-1"
    if bucket.access_key:
        config["access_key_id"] = bucket.access_key
        config["secret_access_key"] = bucket.secret_key
    patience = timedelta(seconds=seconds)
    client: ClientConfig = {
        "allow_http": bucket.endpoint.startswith("http:"),
        "timeout": patience,
        "connect_timeout": min(patience, timedelta(seconds=CONNECT_SECONDS)),
    }
    if bucket.ca:
        client["root_certificate"] = Path(bucket.ca).read_bytes()
    retry: RetryConfig = {"max_retries": TRIES_AGAIN, "retry_timeout": patience}
    return S3Store(bucket.bucket, prefix=bucket.prefix or None, config=config, client_options=client, retry_config=retry)


def _knows_no_condition(error: BaseError) -> bool:
    """Whether a server answers a condition on a put with 501 Not Implemented (RFC 9110, 15.6.2)."""
    return isinstance(error, NotSupportedError) or "501 Not Implemented" in str(error)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Every fault as an OSError, in one line; what the library adds about its own inside is left out."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, f"{name}: {_first_line(error)}") from None
    except (PermissionDeniedError, UnauthenticatedError) as error:
        raise PermissionError(errno.EACCES, f"{name}: {_first_line(error)}") from None
    except BaseError as error:
        raise OSError(errno.EIO, f"{name}: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:SAID]
