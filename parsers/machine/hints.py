"""May this mail's text be a program's at all? Its first words as bytes, before anything is decoded: most mails hold none of these."""

from parsers.mime.message import Mail

FIRST_WORDS = 400  # bytes
_PAGE = 8 * 1024  # as in parsers/machine/words.py
_LETTERS = bytes(ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalpha() else ord(" ") for code in range(256))


def _set(words: str) -> frozenset[bytes]:
    return frozenset(words.encode().split())


# At least one word of each phrase of parsers/machine/vacation.py. What is not ASCII parts a word: `férias` is `f`, `rias` in every charset.
ABSENT = _set(
    """
    auto autom automatic automatica automatico automaticamente automatically automated automatique automatiquement automatisch
    automatische
    respond responda responder reply monitored attended unmonitored computer system generated monitorada monitorado desativado caixa
    longer
    rias ferias licen licenca recesso folga afastado afastada afastamento viagem viajando ausente aus ausencia fora estarei estaremos
    escrit escritorio estou encontro out vacation leave holiday holidays travel traveling travelling pto office available unavailable away
    checking reading able business vacaciones fuera estoy estar absent absente cong conge vacances placement bureau urlaub abwesend
    erreichbar haus
    nicht zuruck afwezig aanwezig kantoor vakantie bereikbaar semester ledig jag jeg olen poissa lomalla jestem urlopie
    nicht assente ferie vacanza viaggio fuori
    recebimento recebemos seu sua vosso received your recibido recibimos nous ihre haben abbiamo
    """
)
# The same for parsers/machine/challenge.py.
CHALLENGING = _set(
    """
    tmda spam spamarrest junk once antispam boxbe arrest whitelist verify verified confirm confirmed approved allowed authorized guest
    unknown human held hold
    pending
    waitlisted quarantined verification confirmation confirme confirmar confirma retida aguardando desconhecido autorizado autorizados
    remetente
    remetentes tira choicemail spamlion mailblocks sendio vanquish challenge desconocido confirmez best absender mittente
    """
)


def first_words(mail: Mail) -> list[bytes]:
    """The first words of its first text in lower case, all those of a small page; a big page counts as silent."""
    page = b""
    for part in mail.parts:
        if part.disposition == "attachment" or not part.content:
            continue
        if part.type == "text/plain":
            found = part.content[:FIRST_WORDS].translate(_LETTERS, b"\0").split()
            if found:
                return found
        elif part.type == "text/html" and not page and len(part.content) < _PAGE:
            page = part.content
    return page.translate(_LETTERS, b"\0").split()
