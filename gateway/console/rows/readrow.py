"""What is told of how a mail was read? The keys of `carteiro read`."""

from typing import Any

from parsers.reading import Reading


def as_row(name: str, reading: Reading) -> dict[str, Any]:
    """The keys of the contract."""
    return {
        "file": name,
        "kind": reading.kind,
        "from": reading.author,
        "to": list(reading.to),
        "subject": reading.subject,
        "title": reading.title,
        "code": reading.code,
        "ticket": reading.number,
        "text": reading.text,
        "new_text": reading.new_text,
        "command": [{"word": c.word, "argument": c.argument, "text": c.text} for c in reading.commands],
        "unclear": reading.unclear,
        "attachments": [
            {
                "name": a.name,
                "type": a.type,
                "sniffed": a.sniffed,
                "size": a.size,
                "sha256": a.sha256,
                "inline": a.inline,
                "evidence": a.evidence,
                "why": a.why,
            }
            for a in reading.attachments
        ],
        "bounce": {"recipient": reading.bounce.recipient, "action": reading.bounce.action, "status": reading.bounce.status}
        if reading.bounce
        else None,
        "defects": list(reading.defects),
    }
