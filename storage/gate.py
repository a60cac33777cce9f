"""How does a whole process stop writing at once? Every transaction that writes asks here as it begins, and before it commits."""

from sqlalchemy.exc import OperationalError


class Shut(OperationalError):
    """Nothing is written any more; its text says why. For whoever waits it is a database that is away: the mail is not taken."""

    def __init__(self, why: str) -> None:
        super().__init__(None, None, Exception(why))


class Gate:
    """Open until some thread shuts it; there is no way back."""

    def __init__(self) -> None:
        self._why = ""

    def shut(self, why: str) -> None:
        """From now on `refuse` does."""
        self._why = why

    @property
    def why(self) -> str:
        """Why it is shut, '' while it is open."""
        return self._why

    def refuse(self) -> None:
        """Raises Shut once it is shut."""
        if self._why:
            raise Shut(self._why)
