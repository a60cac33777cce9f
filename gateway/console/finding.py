"""What was found when an outside part was tried?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, tried. name: which one of its kind, without any secret; why: one word, '' when there is nothing to say.

    says: what is so; mend: what an operator does about it. A part may be in order and still have a why: worth knowing, not wrong.
    """

    part: str
    name: str
    ok: bool
    says: str
    why: str = ""
    mend: str = ""
