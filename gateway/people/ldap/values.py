"""Which values may be asked for at all, how are they escaped, and in which spellings may a directory hold them?"""

import re
import unicodedata
from collections.abc import Iterable

from ldap3.utils.conv import escape_filter_chars

from gateway.people.directory import cpf_digits

LONGEST = 254  # octets of an address (RFC 5321, 4.5.3.1.3); nothing longer is asked for

_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}")


def askable(value: str) -> bool:
    """Whether a value may stand in a question: short, and made of characters that are some (no control characters, no surrogates)."""
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in value):
        return False
    return 0 < len(value.encode()) <= LONGEST


def is_address(value: str) -> bool:
    """One plain address."""
    return askable(value) and _ADDRESS.fullmatch(value) is not None


def cnpj(value: str) -> str:
    """A CNPJ without punctuation, or '' when it is none. (Since July 2026 it may hold letters: IN RFB 2.229/2024.)"""
    plain = re.sub(r"[.\-/\s]", "", value).upper()
    return plain if _CNPJ.fullmatch(plain) else ""


def equals(attribute: str, value: str) -> str:
    """The filter `(attribute=value)`, the value escaped (RFC 4515, 3)."""
    return f"({attribute}={escape_filter_chars(value)})"


def equals_octets(attribute: str, value: bytes) -> str:
    """The same for a value as it came, every octet escaped."""
    return f"({attribute}={''.join(f'{chr(92)}{octet:02x}' for octet in value)})"


def present(attribute: str) -> str:
    """The filter for entries that have the attribute."""
    return f"({attribute}=*)"


def any_of(queries: Iterable[str]) -> str:
    """A filter that one of these fits."""
    found = list(dict.fromkeys(queries))
    return found[0] if len(found) == 1 else f"(|{''.join(found)})"


def all_of(queries: Iterable[str]) -> str:
    """A filter that all of these fit."""
    return f"(&{''.join(queries)})"


def spelled_cpf(attribute: str, digits: str) -> list[str]:
    """Filters for a CPF as eleven digits and with its punctuation."""
    return [equals(attribute, form) for form in (digits, f"{digits[:3]}.{digits[3:6]}.{digits[6:9]}-{digits[9:]}")]


def spelled_cnpj(attribute: str, plain: str) -> list[str]:
    """Filters for a CNPJ without and with its punctuation."""
    return [equals(attribute, form) for form in (plain, f"{plain[:2]}.{plain[2:5]}.{plain[5:8]}/{plain[8:12]}-{plain[12:]}")]


def is_cpf(value: str) -> bool:
    """Whether this reads as a CPF."""
    return bool(cpf_digits(value))
