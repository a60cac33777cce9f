"""Does the time-stamping authority give tokens that prove something? It is asked for one, over nothing of ours, which is thrown away."""

import hashlib
from collections.abc import Callable

from gateway.console.doctor.certificate import disbelieved
from gateway.console.doctor.finding import Finding, first_that_fits
from gateway.stamping.token import Asks, NoStamp

PART = "timestamps"
SETTING = "CARTEIRO_TIMESTAMPS"

# What NoStamp says -> the word for it, and what to do. The first that fits.
TROUBLES = (
    (
        "its time is not ours",
        "clock",
        "Let NTP set this machine's clock (`timedatectl set-ntp true`); if it is right, use another authority.",
    ),
    ("certificate is not believed", "tls", ""),
    ("no answer in time", "silent", f"Look at the authority's load, at timeout= in {SETTING}, and at a firewall that lets nothing back."),
    ("HTTP status 401", "login", f"Look at the user and at password_file= in {SETTING}."),
    ("HTTP status 403", "login", f"Look at the user and at password_file= in {SETTING}, and whether the authority lets this host in."),
    ("policy", "policy", f"Ask for a policy that the authority has: policy=OID in {SETTING}, or leave it out."),
    ("", "away", f"See that the authority runs, that {SETTING} names its address, user and policy, and that the firewall lets us out."),
)
BAD = f"Name this authority's roots with ca=FILE in {SETTING}; if they are right, use none of its tokens and ask whoever runs it."


def look(asking: Asks, unique: Callable[[], str]) -> Finding:
    """unique: a word that no record has for its head."""
    name = asking.authority.name
    try:
        token = asking.ask(hashlib.sha256(unique().encode()).hexdigest())
    except NoStamp as trouble:
        said = str(trouble)
        why, mend = first_that_fits(said, TROUBLES)
        if why == "away" and trouble.said != NoStamp.said:
            why, mend = "refused", BAD
        return Finding(PART, name, False, f"{trouble.said}: {said}", why, mend or disbelieved(said, SETTING))
    at = token.at.isoformat(timespec="seconds")
    return Finding(PART, name, True, f"stamps; its time is {at}, its certificate leads to the roots given")
