"""How do dates, sizes and states read in Brazilian Portuguese?"""

from datetime import datetime
from zoneinfo import ZoneInfo

BRASILIA = "America/Sao_Paulo"
WEEKDAYS = ("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo")
MONTHS = ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro")
STATUSES = {
    "new": "Novo",
    "pending": "Pendente",
    "assigned": "Processando (atribuído)",
    "solved": "Solucionado",
    "closed": "Fechado",
}
KIB = 1024
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")  # the wide ones are folded by some programs


def status_label(status: str) -> str:
    """The label of a status word (rules.md, Status). KeyError for any other word."""
    return STATUSES[status]


def date_pt(moment: datetime, zone: ZoneInfo) -> str:
    """`terça-feira, 1º de dezembro de 2026, 23h59, horário de Brasília`."""
    local = moment.astimezone(zone)
    day = "1º" if local.day == 1 else str(local.day)
    hour = f"{local.hour}h{local.minute:02}" if local.minute else f"{local.hour}h"
    place = "Brasília" if zone.key == BRASILIA else zone.key.rpartition("/")[2].replace("_", " ")
    return f"{WEEKDAYS[local.weekday()]}, {day} de {MONTHS[local.month - 1]} de {local.year}, {hour}, horário de {place}"


def when_pt(moment: datetime, zone: ZoneInfo) -> str:
    """`01/12/2026 14:05`."""
    return moment.astimezone(zone).strftime("%d/%m/%Y %H:%M")


def size_pt(size: int) -> str:
    """`1,2 MB` for a number of bytes."""
    if size < KIB:
        return f"{size} byte" if size == 1 else f"{size} bytes"
    if size < KIB * KIB:
        return f"{round(size / KIB)} KB"
    return f"{size / KIB / KIB:.1f} MB".replace(".", ",")


def number_pt(value: float | None) -> str:
    """`27.397`, `1,2` or `nenhum caso` for None: at most one decimal, and none where it would be 0."""
    if value is None:
        return "nenhum caso"
    rounded = round(value, 1)
    written = f"{round(rounded):,}" if rounded == round(rounded) else f"{rounded:,}"
    return written.translate(str.maketrans(",.", ".,"))


def csv_pt(value: object) -> str:
    """A cell of a spreadsheet (RFC 4180) as Excel in Portuguese reads it: decimal comma, quotes around what holds one of ; " CR LF.

    A text that a spreadsheet could take for a formula, or that begins with an apostrophe, gets an apostrophe before it. Whoever reads
    the sheet drops one leading apostrophe from each cell and has the text back.
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    text = str(value)
    text = f"'{text}" if text.startswith(FORMULA) else text
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if set(text) & set(';"\r\n') else text


def day_pt(moment: datetime, zone: ZoneInfo) -> str:
    """`01/12`."""
    return moment.astimezone(zone).strftime("%d/%m")
