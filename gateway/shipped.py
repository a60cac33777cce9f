"""Where are the files that travel with the program (templates, catalogue, demo)? The same answer in a checkout as installed."""

from pathlib import Path

# In a wheel they stand inside the package (pyproject.toml, force-include); in a checkout at its top, where people edit them.
_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "data", _PACKAGE.parent)


def find(name: str) -> Path:
    """The path of a shipped file or folder: `templates`, `catalog.yml`, `demo/directory.yml`. FileNotFoundError names the places tried."""
    for place in _PLACES:
        if (place / name).exists():
            return place / name
    tried = " and ".join(str(place) for place in _PLACES)
    raise FileNotFoundError(f"{name} should have come with the program and stands neither in {tried}: install it again")
