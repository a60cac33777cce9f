"""Which dispositions can a mail or a letter have? Words for `carteiro mail list --only` (docs/flow.md says when)."""

DISPOSITIONS = (
    *("waiting", "opened", "completed", "already-open", "replied", "solved", "noted", "taken", "assigned", "transferred", "reclassified"),
    *("asked", "resumed", "undone", "declined", "not-now", "not-yours", "not-needed", "not-possible", "unclear", "commented", "approved"),
    *("refused", "ticket-withdrawn", "undecided-", "after-closing", "evidence-complete", "evidence-missing", "evidence-explained"),
    *("answered", "asked-again", "not-available", "empty", "held-", "held-code", "held-entity", "held-reason", "held-claimed", "confirmed"),
    *("merged", "leads", "joined", "unconfirmed", "nothing-waits", "withdrawn-all", "withdrawn", "hold-expired", "loop", "stranger"),
    *("not-entitled", "not-theirs", "other-from", "too-costly", "duplicate", "automatic", "list", "report", "bounce", "undelivered", "own"),
    *("dead", "sent"),
)
