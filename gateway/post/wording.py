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
