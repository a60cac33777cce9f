"""Which store of evidence does a URL name? A folder, or a bucket."""

from pathlib import Path

from storage.evidence.bucket import read_url
from storage.evidence.files import Files
from storage.evidence.store import Evidence


def open_url(url: str, folder: Path) -> Evidence:
    """The store of a URL, which nobody asks anything yet. folder: where an object store has its spool files.

    Raises ValueError or OSError with a sentence about what is wrong.
    """
    if url.startswith("file:"):
        return Files(Path(url.removeprefix("file:")))
    try:
        from storage.evidence.s3 import Objects  # noqa: PLC0415 - an extra, and slow to import where files are kept
    except ImportError as error:
        raise ValueError("s3: needs a package that is not there: pip install 'carteiro[s3]'") from error
    return Objects(read_url(url), folder)
