"""Is the one line known with which old and new programs, mostly English ones, introduce a quotation?"""

import textwrap

import pytest

from parsers.reply.reply import new_text

ANSWER = "Approved, thank you.\n\nThe portal opens again on every computer."
QUOTED = "Dear Maria,\n\nThe ticket was solved today.\nPlease answer APROVAR or RECUSAR."
MARKED = textwrap.indent(QUOTED, "> ", lambda _line: True)

# Certain by themselves.
CERTAIN = {
    "oe news": '"Support Desk" <s@x.example> wrote in message news:abc123$1@carteiro.example...',
    "oe msg": '"Support Desk" <s@x.example> wrote in message news:4a2b$1@x.example',
    "eudora 2": "At 10:15 AM 6/9/2026 -0300, Support Desk wrote:",
    "alpine": "On Tue, 9 Jun 2026, Support Desk <s@x.example> wrote:",
    "pine 2": "On Tue, 9 Jun 2026 10:15:00 -0300 (BRT), Support Desk wrote:",
    "evolution": "On Tue, 2026-06-09 at 10:15 -0300, Support Desk wrote:",
    "gnus 2": "Support Desk <s@x.example> writes:",
    "mutt": "On Tue, Jun 09, 2026 at 10:15:00AM -0300, Support Desk wrote:",
    "mutt 2": "On 2026-06-09 10:15:00, Support Desk wrote:",
    "mutt 3": "* Support Desk <s@x.example> [2026-06-09 10:15]:",
    "mutt 4": "Quoting Support Desk <s@x.example>:",
    "mutt 5": "Quoting Support Desk (s@x.example):",
    "horde": 'Quoting "Support Desk" <s@x.example>:',
    "yahoo": "--- Support Desk <s@x.example> wrote:",
    "yahoo 3": "--- On Tue, 6/9/26, Support Desk <s@x.example> wrote:",
    "aol": "In a message dated 6/9/2026 10:15:00 A.M. Eastern Daylight Time, s@x.example writes:",
    "notes": "Support Desk wrote on 06/09/2026 10:15:00 AM:",
    "notes 2": '"Support Desk" <s@x.example> wrote on 06/09/2026 10:15:00 AM:',
    "notes 3": "s@x.example wrote on 06/09/2026 10:15:00 AM:",
    "paren": "Support Desk (s@x.example) wrote:",
    "gmail": "On Tue, Jun 9, 2026 at 10:15 AM Support Desk <s@x.example> wrote:",
    "gmail 2": "On Tue, Jun 9, 2026 at 10:15\u202fAM Support Desk <s@x.example> wrote:",
    "gmail 3": "On Tue, 9 Jun 2026 at 10:15, Support Desk <s@x.example> wrote:",
    "gmail 4": 'On Jun 9, 2026 10:15 AM, "Support Desk" <s@x.example> wrote:',
    "gmail 5": "2026-06-09 10:15 GMT-03:00 Support Desk <s@x.example>:",
    "Thunderbird": "On 6/9/2026 10:15 AM, Support Desk wrote:",
    "Thunderbird 3": "On 09/06/26 10:15, Support Desk wrote:",
    "apple": "On Jun 9, 2026, at 10:15 AM, Support Desk <s@x.example> wrote:",
    "apple 2": "On 9 Jun 2026, at 10:15, Support Desk <s@x.example> wrote:",
    "iphone": "On Jun 9, 2026, at 10:15, Support Desk <s@x.example> wrote:",
    "Outlook for Mac": 'On 6/9/26, 10:15 AM, "Support Desk" <s@x.example> wrote:',
    "Outlook for Mac 2": 'On 6/9/26, 10:15 AM, "Support Desk via Lists" <s@x.example on behalf of s@x.example> wrote:',
    "roundcube": "On 2026-06-09 10:15, Support Desk <s@x.example> wrote:",
    "roundcube 2": "On 2026-06-09 10:15, Support Desk wrote:",
    "squirrel": "On Tue, June 9, 2026 10:15 am, Support Desk wrote:",
    "kmail": "On Tuesday 09 June 2026 10:15:00 Support Desk wrote:",
    "kmail 2": "On Tuesday, June 9, 2026 10:15:00 AM -03 Support Desk wrote:",
    "zimbra 3": "----- On Jun 9, 2026, at 10:15 AM, Support Desk s@x.example wrote:",
    "zimbra 4": "----- On Jun 9, 2026, at 10:15 AM, Support Desk <s@x.example> wrote:",
    "yahoo 6": "On Tuesday, June 9, 2026, 10:15:00 AM EDT, Support Desk <s@x.example> wrote:",
    "yahoo 7": "On Tuesday, June 9, 2026 10:15 AM, Support Desk <s@x.example> wrote:",
    "GroupWise": ">>> Support Desk <s@x.example> 6/9/2026 10:15 AM >>>",
    "GroupWise 2": '>>> "Support Desk" <s@x.example> 06/09/26 10:15 AM >>>',
    "notesfwd": "----- Forwarded by Maria/Entidade on 06/09/2026 10:15 AM -----",
    "polymail 2": "On Tue, Jun 9th, 2026 at 10:15 AM, Support Desk <s@x.example> wrote:",
    "front": "On June 9, 2026 at 10:15 AM GMT-3 s@x.example wrote:",
    "front 2": "On June 9, 2026, 10:15 AM GMT-3 Support Desk <s@x.example> wrote:",
    "spark": "On Jun 9, 2026, 10:15 AM -0300, Support Desk <s@x.example>, wrote:",
    "superhuman": "On Tue, Jun 09, 2026 at 10:15 AM, Support Desk < s@x.example > wrote:",
    "proton": "On Tuesday, June 9th, 2026 at 10:15 AM, Support Desk <s@x.example> wrote:",
    "zoho": "---- On Tue, 09 Jun 2026 10:15:00 -0300 Support Desk <s@x.example> wrote ----",
    "zoho 3": "---- On Tue, 09 Jun 2026 10:15:00 -0300 s@x.example wrote ----",
    "zoho 4": " ---- On Tue, 09 Jun 2026 10:15:00 -0300 Support Desk <s@x.example> wrote ---",
    "original message": "--- Original Message ---",
    "original message 6": "===== Original Message From Support Desk <s@x.example> =====",
    "original message 8": "-----Original Message-----",
    "row": "From: Support Desk <s@x.example> Sent: Tuesday, June 9, 2026 10:15 AM To: Maria <m@y.example> Subject: Portal",
    "row 2": "From: Support Desk <s@x.example>Sent: Tuesday, June 9, 2026 10:15 AMTo: Maria <m@y.example>Subject: Portal",
    "row 3": "From: Support Desk <s@x.example> Date: Tuesday, June 9, 2026 at 10:15 AM To: Maria <m@y.example>",
    "row 4": "From: Support Desk <s@x.example> To: Maria <m@y.example> Sent: Tuesday, June 9, 2026 10:15 AM Subject: Portal",
    "row 5": ("*From:* Support Desk <s@x.example> *Sent:* Tuesday, June 9, 2026 10:15 AM *To:* Maria <m@y.example> *Subject:* Portal"),
    "row 6": (
        "-----Original Message----- From: Support Desk <s@x.example> Sent: Tuesday, June 9, 2026 10:15 AM To: Maria "
        "<m@y.example> Subject: Portal"
    ),
    "dashes 2": "---- Support Desk <s@x.example> wrote ----",
    "dashes 3": "---- Support Desk wrote: ----",
    "dashes 4": "--- s@x.example wrote: ---",
    "dashes 5": "---- Support Desk <s@x.example> escreveu ----",
    "nocolon": "On Tue, Jun 9, 2026 at 10:15 AM Support Desk <s@x.example> wrote",
    "nocolon 2": "On 09/06/2026 10:15, Support Desk <s@x.example> wrote",
    "outapp": "Support Desk <s@x.example> schrieb am Di. 9. Juni 2026 um 10:15:",
    "zendesk 2": "## In replies all text above this line is added to the ticket ##",
    "freshdesk": "On Tue, 9 Jun at 10:15 AM , Support Desk <s@x.example> wrote:",
    "helpscout 2": "On Jun 9, 2026 at 10:15 AM -0300, Support Desk <s@x.example>, wrote:",
    "icloud": "On Jun 09, 2026, at 10:15 AM, Support Desk <s@x.example> wrote:",
    "name and moment 2": "Support Desk <s@x.example>, Tue, 9 Jun 2026 10:15:",
    "name and moment 5": "Tue, Jun 9, 2026, 10:15 AM Support Desk <s@x.example>:",
    "name and moment 7": '09.06.2026, 10:15, "Support Desk" <s@x.example>:',
    "name and moment 8": "вт, 9 июн. 2026 г. в 10:15, Support Desk <s@x.example>:",
    "name and moment 9": "Dnia 9 czerwca 2026 10:15 Support Desk <s@x.example> napisał(a):",
    "forwarded 4": "----- Forwarded message from Support Desk <s@x.example> -----",
    "forwarded 7": "<-----Forwarded Message----->",
    "pt 4": "Mensagem encaminhada por Suporte <s@x.example>:",
    "pt 8": "---- Em ter, 09 jun 2026 10:15:00 -0300 Suporte <s@x.example> escreveu ----",
    "pt 11": "--- Mensagem original ---",
    "pt 13": "Suporte <s@x.example> escreveu no dia terça, 9/06/2026 à(s) 10:15:",
    "pt 14": "Em 09-06-2026 10:15, Suporte escreveu:",
    "pt 15": "No dia 9 de junho de 2026 às 10:15, Suporte <s@x.example> escreveu:",
    "pt 16": "Às 10:15 de 09/06/2026, Suporte escreveu:",
    "pt 17": "Em terça, 9 de junho de 2026, Suporte <s@x.example> escreveu",
    "pt 18": "Mensagem encaminhada por: Suporte <s@x.example>",
    "pt 20": "Quoting Suporte <s@x.example>:",
    "pt 21": "---- Mensagem original enviada por Suporte em 09/06/2026 10:15 ----",
    "it 1": "Il giorno mar 9 giu 2026 alle ore 10:15 Suporte <s@x.example> ha scritto:",
    "it 2": "Il 09/06/2026 10:15, Suporte ha scritto:",
    "it 3": "Il Martedì 9 Giugno 2026 10:15, Suporte <s@x.example> ha scritto:",
    "it 9": "Suporte <s@x.example> ha scritto:",
    "it 10": "In data martedì 9 giugno 2026 10:15:00 CEST, Suporte ha scritto:",
    "it 11": "Alle 10:15 del 09/06/2026, Suporte ha scritto:",
    "it 12": "In data 09 giugno 2026 alle ore 10:15:00, Suporte <s@x.example> ha scritto:",
    "it 13": "Scrive Suporte <s@x.example>:",
    "it 14": "Citando Suporte <s@x.example>:",
    "de 1": "Am Di., 9. Juni 2026 um 10:15 Uhr schrieb Suporte <s@x.example>:",
    "de 2": "Am 09.06.2026 um 10:15 schrieb Suporte:",
    "de 3": "Am Dienstag, den 09.06.2026, 10:15 -0300 schrieb Suporte:",
    "de 10": "Zitat von Suporte <s@x.example>:",
    "de 11": "Suporte <s@x.example> schrieb am 09.06.2026 10:15:",
    "de 15": "Suporte <s@x.example> hat am 09.06.2026 um 10:15 Uhr geschrieben:",
    "de 18": "On 9. Juni 2026 um 10:15:00, Suporte (s@x.example) schrieb:",
    "fr 1": "Le mar. 9 juin 2026 à 10:15, Suporte <s@x.example> a écrit :",
    "fr 2": "Le 09/06/2026 à 10:15, Suporte a écrit :",
    "es 1": "El mar, 9 jun 2026 a las 10:15, Suporte (<s@x.example>) escribió:",
    "es 2": "El 09/06/2026 a las 10:15, Suporte escribió:",
}
# Certain only above marked lines.
DOUBTFUL = {
    "address alone": "Support <s@x.example>:",
    "said, alone": "Support said:",
    "said, dated": "On 9 Jun 2026, Support said:",
    "stated": "On 9 Jun 2026, at 10:15, Support stated:",
    "spake": "Thus spake Support (s@x.example):",
    "according": "According to Support:",
    "eudora": "At 10:15 AM 6/9/2026, you wrote:",
    "eudora 3": "At 10:15 09/06/2026 -0300, you wrote:",
    "pine": "On Tue, 9 Jun 2026, Support Desk wrote:",
    "gnus 3": "On Tue, Jun 09 2026, Support Desk wrote:",
    "gnus 4": "On 2026-06-09 10:15, Support Desk writes:",
    "aol 3": "In a message dated 09/06/26 10:15:00, you write:",
    "gmail 6": "2026/6/9 Support Desk <s@x.example>",
    "Thunderbird 2": "On 09/06/2026 10:15, Support Desk via Desk wrote:",
    "thebat": "Tuesday, June 9, 2026, 10:15:00 AM, you wrote:",
    "thebat 2": "On Tuesday, June 9, 2026 at 10:15:00 AM you wrote:",
    "original message 5": "*** Original Message ***",
    "dashes": "--- Support Desk wrote ---",
    "said": "On Tue, Jun 9, 2026 at 10:15 AM, Support Desk <s@x.example> said:",
    "replied": "On Tue, Jun 9, 2026 at 10:15 AM, Support Desk <s@x.example> replied:",
    "freshdesk 2": "On Tue, 9 Jun at 10:15 AM, Support Desk wrote:",
    "name and moment": "Support Desk, 9 Jun 2026 10:15:",
    "name and moment 3": "Support Desk <s@x.example> 9 June 2026 at 10:15",
    "name and moment 4": "Support Desk <s@x.example> | 9 June 2026 10:15",
    "name and moment 6": "Tue, Jun 9, 2026 at 10:15 AM Support Desk <s@x.example>",
    "name and moment 10": "Support Desk, 09/06/2026 10:15:",
    "pt 19": "Citando Suporte:",
    "de 12": "Suporte schrieb:",
    "de 14": "> Suporte <s@x.example> hat am 09.06.2026 10:15 geschrieben:",
}


def wraps(line: str) -> list[str]:
    found = {"\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)) for width in (66, 72, 76, 200)}
    return sorted(found)


@pytest.mark.parametrize("line", [*CERTAIN.values(), *DOUBTFUL.values()], ids=[*CERTAIN, *DOUBTFUL])
def test_above_marked_lines(line: str) -> None:
    assert new_text(f"{ANSWER}\n\n{line}\n{MARKED}\n") == ANSWER
    assert new_text(f"{ANSWER}\n\n{line}\n\n{MARKED}\n") == ANSWER


@pytest.mark.parametrize("line", CERTAIN.values(), ids=CERTAIN)
def test_above_lines_without_a_mark(line: str) -> None:
    assert new_text(f"{ANSWER}\n\n{line}\n\n{QUOTED}\n") == ANSWER
    assert new_text(f"{ANSWER}\n{line}\n{QUOTED}\n") == ANSWER


@pytest.mark.parametrize("line", [line for line in CERTAIN.values() if line.endswith(":") and len(line) > 66])
def test_wherever_it_is_wrapped(line: str) -> None:
    for wrapped in wraps(line):
        assert new_text(f"{ANSWER}\n\n{wrapped}\n{MARKED}\n") == ANSWER
        assert new_text(f"{ANSWER}\n\n{wrapped}\n\n{QUOTED}\n") == ANSWER
