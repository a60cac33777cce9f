"""Which words does a finding have, and why does each matter? docs/doctor.md has the mend of each."""

from collections.abc import Mapping

WAITS = "Mail waits undecided, and nobody can log in, as long as the directory cannot be asked."
NOTHING_IN = "Without its database Carteiro takes nothing in: senders' servers are told to try again."
NO_LETTERS = "Letters wait and nobody is answered until the relay takes them; after five days they are given up."
LATER = "Mail of doors of their own is worked off a second or two later, not at once."
LIES_THERE = "Mail to this mailbox lies there unread, and nobody is answered."
REFUSED = "Mail that cannot be kept is not taken in: senders' servers are told to try again."
UNSTAMPED = "Without time-stamps nobody outside can say when the record was as it is."
SPAM = "Other servers take letters of a domain that does not say who sends for it for spam, or refuse them."
CLOSED = "Clients and servers that look at certificates cannot deliver here."

ANY: Mapping[str, str] = {
    "silent": "What does not answer makes everything wait that needs it.",
    "fault": "What could not be tried may be wrong.",
    "setting": "The start stops at a setting that cannot be used.",
    "unseen": "Whether there is more to mend shows only once the other part is well.",
}
"""Words that any part may have, unless it has a reason of its own."""

MATTERS: Mapping[str, Mapping[str, str]] = {
    "settings": {
        "bad": "The start stops at a setting that cannot be used.",
        "unknown": "The start stops at a name that it does not know: what was meant is not set.",
        "no-operator": "When something stops, nobody is told.",
        "bad-operator": "When something stops, nobody is told.",
        "demo-people": "Whoever knows the demo's password can log in as one of these people.",
        "own-secret": "Answers to letters that another machine signed prove nothing on this one.",
        "demo-address": "Letters leave from an address that does not exist, and no answer comes back.",
        "no-authserv": "Senders whom the border has proven are asked once more who they are.",
        "no-border": "Senders whom a border host has proven are asked once more who they are.",
    },
    "permissions": {
        "unwritable": "Without its home Carteiro cannot start.",
        "other-user": "What one user makes here the other cannot write, and the service stops at it.",
        "secret-open": "Whoever has the secret can make answers that count as another person's.",
        "database-open": "Every account of this machine can read every mail.",
        "password-open": "Every account of this machine can use the password.",
        "settings-open": "Every account of this machine can use the secret.",
        "directory-open": "Every account of this machine can read CPFs, and try passwords at its leisure.",
    },
    "disk": {
        "full": "On a full disk nothing is kept, and so no mail is taken in.",
        "no-inodes": "Without inodes no file can be made, whatever room there is, and so no mail is taken in.",
    },
    "clock": {
        "unsynchronised": "Deadlines and the record are as wrong as the clock, and it drifts.",
        "differs": "Deadlines, leases and the record go by two clocks, and one of them is wrong.",
        "old-zones": "Deadlines end an hour early or late where a zone has changed its rules.",
    },
    "listener": {
        "setting": "The start stops at a listener that cannot be read.",
        "taken": "The door does not open, and mail goes to another program or nowhere.",
        "privileged": "Ports below 1024 are the system's: the door opens only where its service has the right to them.",
        "no-address": "The door does not open.",
        "in-clear": "What is said travels readable, and people cannot log in with their mail program.",
        "no-certificate": "The door does not open.",
        "misfit": "The door does not open.",
        "expired": CLOSED,
        "ending": CLOSED,
        "names": CLOSED,
        "chain": CLOSED,
    },
    "mailbox": {
        "unreachable": LIES_THERE,
        "tls": LIES_THERE,
        "login": LIES_THERE,
        "token": LIES_THERE,
        "folder": LIES_THERE,
        "read-only": "Mail that is on record cannot be filed, and so new mail is not taken in.",
        "busy": LIES_THERE,
        "silent": LIES_THERE,
        "answer": LIES_THERE,
        "unfiled": "Mail that is on record stays in the intake folder, where people take it for unread.",
        "no-authserv": "Senders who were proven on the way are asked once more who they are.",
        "no-uidplus": "What was filed is not taken away cleanly.",
        "no-idle": "Mail is noticed later.",
        "no-move": "Filing takes longer.",
    },
    "evidence": {
        "unwritable": REFUSED,
        "read-only": REFUSED,
        "full": REFUSED,
        "away": REFUSED,
        "denied": REFUSED,
        "no-bucket": REFUSED,
        "tls": REFUSED,
        "skewed": REFUSED,
        "unreadable": "Mails and files that were kept cannot be shown or sent again.",
        "wrong-bytes": "What proves something must come back as it was.",
        "in-clear": "Whoever sees the network reads the mails.",
    },
    "database": {
        "empty": "It is what a new installation looks like; an old one has lost its database.",
        "unreachable": NOTHING_IN,
        "unknown-host": NOTHING_IN,
        "login": NOTHING_IN,
        "no-database": NOTHING_IN,
        "denied": NOTHING_IN,
        "tls": NOTHING_IN,
        "silent": NOTHING_IN,
        "busy": NOTHING_IN,
        "full": NOTHING_IN,
        "read-only": NOTHING_IN,
        "damaged": NOTHING_IN,
        "encoding": "A name that does not fit stops the mail that it stands in.",
        "unsafe": "A mail that was answered 250 is lost when the power fails, so the start is refused.",
        "old": "The program needs tables that are not there yet.",
        "newer": "The program does not know what a newer one has written.",
    },
    "record": {
        "older": "A number that was given out could be given to another ticket, so nothing is put on record.",
        "no-witness": "Whether the database was put back to an older state is not seen.",
    },
    "broker": dict.fromkeys(("away", "unknown-host", "login", "denied", "tls", "silent", "full", "read-only", "evicts", "old"), LATER),
    "resolver": {"silent": "Mail that its domain would prove waits, and is then asked back."},
    "directory": dict.fromkeys(("unreachable", "unknown-host", "tls", "login", "silent", "blind"), WAITS),
    "people": {
        "no-gestor": "Only representatives open tickets.",
        "no-tecnico": "No ticket reaches anybody.",
        "no-supervisor": "Nobody hears of what is late.",
        "strange-group": "The start stops at a group that the catalogue lacks.",
        "shared-address": "Whoever writes from it is nobody, and is told so.",
    },
    "catalogue": {
        "faulty": "The start stops at a catalogue that cannot be used.",
        "no-route": "The technicians of a group without a route get no ticket.",
        "nobody": "Tickets wait and nobody knows of them.",
        "empty-groups": "Others than those meant get these tickets.",
    },
    "relay": {
        **dict.fromkeys(("unwritable", "unreachable", "unknown-host", "tls", "login", "token", "silent", "sender", "answer"), NO_LETTERS),
        "maildir": "Nobody outside gets a letter.",
        "in-clear": "Whoever sees the network reads the letters.",
        "small": "A letter that carries a big file is refused.",
    },
    "subaddress": {
        "refused": "Answers to our letters bounce.",
        "unsaid": "Where it does not arrive, answers to our letters get lost.",
    },
    "domain": {
        "no-mx": "Others find no server that takes mail to our address.",
        "lost-mx": "Others find no server that takes mail to our address.",
        **dict.fromkeys(("no-spf", "bad-spf", "no-dkim", "no-dmarc", "bad-dmarc"), SPAM),
        "dmarc-none": "Others may write in our name, and their letters are delivered.",
    },
    "timestamps": dict.fromkeys(("away", "silent", "tls", "login", "policy", "clock", "refused"), UNSTAMPED),
    "certificate": {
        "ending": "From that day on the connection is refused.",
        "expired": "Nobody can tell this server from another that says it is.",
    },
    "page": {
        "open": "Whoever sees the network reads the password, and then the page.",
        "taken": "The page is not served.",
    },
}
"""Part -> word -> why it matters."""


def matters(part: str, why: str) -> str:
    """Why a part's word matters; '' for none."""
    return (ANY | MATTERS.get(part, {})).get(why, "") if why else ""  # type: ignore[operator] # both are dicts
