"""What is a figure? One line of the table: ours, what stands beside it, and how it was measured."""

from collections.abc import Callable
from dataclasses import dataclass

Step = Callable[[str], None]  # tells on the terminal what is being measured


@dataclass(frozen=True)
class Row:
    """One line. `ratio` is ours divided by what stands beside it, as a median over pairs where there are several."""

    what: str
    ours: str
    beside: str = ""
    ratio: float | None = None
    how: str = ""
    failed: bool = False

    def cells(self) -> tuple[str, ...]:
        """The line as texts."""
        return (self.what, self.ours, self.beside, "" if self.ratio is None else f"{self.ratio:.2f}", self.how)
