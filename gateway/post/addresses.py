"""May this address go on the wire, and how is it written there?"""

import re

LOCAL_LIMIT = 64  # octets, RFC 5321 section 4.5.3.1.1
WHOLE_LIMIT = 254  # octets, RFC 5321 section 4.5.3.1.3 less the angle brackets
# A dot-atom, international letters included (RFC 6532). Quoted local parts are lawful, but no partner entity needs them
# and they carry blanks and signs through programs that do not expect any.
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*\Z")
_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\Z")


class AddressError(ValueError):
    """The text is not one plain mail address."""


def on_the_wire(address: str) -> str:
    """The address as SMTP and headers carry it: an international domain becomes ASCII, a local part stays as it is.

    Raises AddressError for anything but one plain `local@domain` within the lengths of RFC 5321.
    """
    local, _, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
        size = len(local.encode())
    except UnicodeError as error:
        raise AddressError("not a mail address") from error
    if not _LOCAL.match(local) or not _DOMAIN.match(domain):
        raise AddressError("not a mail address")
    if size > LOCAL_LIMIT or size + 1 + len(domain) > WHOLE_LIMIT:
        raise AddressError("the mail address is too long")
    return f"{local}@{domain}"
