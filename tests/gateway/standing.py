"""Where does an operator stand who calls `carteiro init`? In a folder, with no setting in the environment."""

from pathlib import Path

import pytest

from gateway import settings as reader


def standing_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, which is there already."""
    monkeypatch.chdir(folder)
    for name in reader.named():
        monkeypatch.delenv(f"CARTEIRO_{name.upper()}", raising=False)
    return folder
