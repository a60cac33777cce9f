"""Are the blocks known with which old and new programs introduce a quotation: header, separator, both?"""

import textwrap

import pytest

from parsers.reply.reply import new_text

ANSWER = "Approved, thank you.\n\nThe portal opens again on every computer."
QUOTED = "Dear Maria,\n\nThe ticket was solved today.\nPlease answer APROVAR or RECUSAR."
MARKED = textwrap.indent(QUOTED, "> ", lambda _line: True)

CERTAIN = {
    "From and Date to the second": "From: Support\nDate: Tue, 9 Jun 2026 10:15:00",
    "From and an answer's Subject": "From: Support\nSubject: RE: Portal",
    "To and Date": "To: m@y.example\nDate: Tue, 9 Jun 2026 10:15:00 -0300",
    "To, Date, Subject": "To: m@y.example\nDate: Tue, 9 Jun 2026 10:15:00 -0300\nSubject: RE: x",
    "Horde": "----- Message from s@x.example ---------\n    Date: Tue, 9 Jun 2026 10:15:00 -0300\n Subject: x\n",
    "aol 2": "In a message dated 6/9/2026 10:15:00 AM Eastern Standard Time, \ns@x.example writes:",
    "Outlook for Mac 3": (
        "From: Support Desk <s@x.example>\nDate: Tuesday, June 9, 2026 at 10:15 AM\nTo: Maria <m@y.example>\nSubject: Re: Portal"
    ),
    "Outlook for Mac 4": (
        "From: Support Desk <s@x.example>\nDate: Tuesday, 9 June 2026 at 10:15\nTo: Maria <m@y.example>, Ana\n"
        "<a@y.example>\nCc: X <x@y.example>\nSubject: Re: Portal"
    ),
    "claws": "On Tue, 9 Jun 2026 10:15:00 -0300\nSupport Desk <s@x.example> wrote:",
    "emclient": (
        '------ Original Message ------\nFrom: "Support Desk" <s@x.example>\nTo: "Maria" <m@y.example>\n'
        "Sent: 6/9/2026 10:15:00 AM\nSubject: Portal"
    ),
    "emclient 2": (
        '------ Original Message ------\nFrom Support Desk <s@x.example>\nTo "Maria" <m@y.example>\n'
        "Date 6/9/2026 10:15:00 AM\nSubject Portal"
    ),
    "zimbra": (
        '----- Original Message -----\nFrom: "Support Desk" <s@x.example>\nTo: "Maria" <m@y.example>\n'
        "Sent: Tuesday, June 9, 2026 10:15:00 AM\nSubject: Portal"
    ),
    "zimbra 2": ('From: "Support Desk" <s@x.example>\nTo: "Maria" <m@y.example>\nSent: Tuesday, June 9, 2026 10:15:00 AM\nSubject: Portal'),
    "Outlook Express": (
        '----- Original Message ----- \nFrom: "Support Desk" <s@x.example>\nTo: <m@y.example>\n'
        "Sent: Tuesday, June 09, 2026 10:15 AM\nSubject: Portal"
    ),
    "hotmail": "From: s@x.example\nTo: m@y.example\nSubject: Portal\nDate: Tue, 9 Jun 2026 10:15:00 -0300",
    "hotmail 2": "Date: Tue, 9 Jun 2026 10:15:00 -0300\nSubject: Portal\nFrom: s@x.example\nTo: m@y.example",
    "hotmail 5": (
        '----Original Message Follows----\nFrom: "Support Desk" <s@x.example>\nTo: m@y.example\n'
        "Subject: Portal\nDate: Tue, 9 Jun 2026 10:15:00 -0300"
    ),
    "hotmail 6": "Subject: Portal\nTo: m@y.example\nFrom: s@x.example\nDate: Tue, 9 Jun 2026 10:15:00 -0300",
    "yahooold": (
        "----- Original Message ----\nFrom: Support Desk <s@x.example>\nTo: m@y.example\n"
        "Sent: Tuesday, June 9, 2026 10:15:00 AM\nSubject: Portal"
    ),
    "yahoo 4": (
        "--- On Tue, 6/9/26, Support Desk <s@x.example> wrote:\n\n\nFrom: Support Desk <s@x.example>\n"
        "Subject: Portal\nTo: m@y.example\nDate: Tuesday, June 9, 2026, 10:15 AM\n\n"
    ),
    "yahoo 5": (
        "________________________________\n From: Support Desk <s@x.example>\nTo: m@y.example \n"
        "Sent: Tuesday, June 9, 2026 10:15 AM\nSubject: Portal\n "
    ),
    "BlackBerry": "------Original Message------\nFrom: Support Desk\nTo: Maria\nSubject: Portal\nSent: Jun 9, 2026 10:15 AM",
    "BlackBerry 2": (
        "-----Original Message-----\nFrom: Support Desk <s@x.example>\nDate: Tue, 9 Jun 2026 10:15:00 \nTo: <m@y.example>\nSubject: Portal"
    ),
    "BlackBerry 3": (
        "----- Original Message -----\nFrom: Support Desk [mailto:s@x.example]\n"
        "Sent: Tuesday, June 09, 2026 10:15 AM\nTo: Maria\nSubject: Portal"
    ),
    "BlackBerry 4": "From: Support Desk\nSent: Tuesday, June 9, 2026 10:15 AM\nTo: Maria\nSubject: Portal",
    "BlackBerry 5": "  Original Message  \nFrom: Support Desk\nSent: Tuesday, June 9, 2026 10:15\nTo: Maria\nSubject: Portal",
    "BlackBerry 6": (
        "  Original Message  \n\n\n\n\nFrom: Support Desk\n\n\nSent: Tuesday, June 9, 2026 10:15\n\n\nTo: Maria\n\n\nSubject: Portal"
    ),
    "GroupWise 3": ">>> On 6/9/2026 at 10:15 AM, in message <5A2B.1@carteiro.example>, Support Desk\n<s@x.example> wrote:",
    "GroupWise 4": ('>>> On Tue, Jun 9, 2026 at 10:15 AM, in message <5A2B.1@carteiro.example>,\n"Support Desk" <s@x.example> wrote:'),
    "Notes, table": "From:\tSupport Desk <s@x.example>\nTo:\tm@y.example\nDate:\t06/09/2026 10:15 AM\nSubject:\tPortal",
    "Notes, table 2": (
        "From:        Support Desk <s@x.example>\nTo:        m@y.example,\nDate:        06/09/2026 10:15 AM\nSubject:        Portal"
    ),
    "Notes, table 3": 'To: "Maria" <m@y.example>\nFrom: Support Desk/Carteiro\nDate: 06/09/2026 10:15AM\nSubject: Portal',
    "Notes, table 4": ("-----s@x.example wrote: -----\n\nTo: m@y.example\nFrom: s@x.example\nDate: 06/09/2026 10:15AM\nSubject: Portal"),
    "Notes, table 5": (
        '-----"Support Desk" <s@x.example> wrote: -----\nTo: m@y.example\nFrom: "Support Desk" <s@x.example>\n'
        "Date: 06/09/2026 10:15AM\nSubject: Portal"
    ),
    "notesold": "Support Desk <s@x.example>\n06/09/2026 10:15 AM\n\nTo\nMaria <m@y.example>\ncc\n\nSubject\nPortal\n",
    "Windows Live Mail": "From: Support Desk \nSent: Tuesday, June 09, 2026 10:15 AM\nTo: m@y.example \nSubject: Portal",
    "Windows Live Mail 2": ("From: mailto:s@x.example \nSent: Tuesday, June 09, 2026 10:15 AM\nTo: m@y.example \nSubject: Portal"),
    "Windows Live Mail 3": (
        '--------------------------------------------------\nFrom: "Support Desk" <s@x.example>\n'
        "Sent: Tuesday, June 09, 2026 10:15 AM\nTo: <m@y.example>\nSubject: Portal"
    ),
    "Windows Phone": (
        "From: Support Desk<mailto:s@x.example>\nSent: \u200e6/\u200e9/\u200e2026 10:15 AM\nTo: Maria<mailto:m@y.example>\nSubject: Portal"
    ),
    "proton 2": "------- Original Message -------\nOn Tuesday, June 9th, 2026 at 10:15 AM, Support Desk <s@x.example> wrote:",
    "proton 3": "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Tuesday, June 9th, 2026 at 10:15 AM, Support Desk <s@x.example> wrote:",
    "proton 4": "-------- Original Message --------\nOn Jun 9, 2026, 10:15 AM, Support Desk < s@x.example> wrote:",
    "proton 5": "-------- Original Message --------\nOn 6/9/26 10:15 AM, Support Desk <s@x.example> wrote:",
    "zoho 5": (
        "============ Forwarded message ============\nFrom: Support Desk <s@x.example>\n"
        'To: "Maria"<m@y.example>\nDate: Tue, 09 Jun 2026 10:15:00 -0300\nSubject: Portal\n'
        "============ Forwarded message ============"
    ),
    "replymsg": (
        '----- Reply message -----\nFrom: "Support Desk" <s@x.example>\nTo: <m@y.example>\nSubject: Portal\nDate: Tue, Jun 9, 2026 10:15 am'
    ),
    "original message 2": "-- Original Message --\nFrom: Support Desk <s@x.example>",
    "original message 3": (
        "-------- Original message --------\nFrom: Support Desk <s@x.example> \n"
        "Date: 6/9/26  10:15 AM  (GMT-03:00) \nTo: m@y.example \nSubject: Portal "
    ),
    "original message 4": "-------- Original message --------\nSubject: Portal\nFrom: Support Desk \nTo: m@y.example\nCC: ",
    "original message 7": (
        "Original Message:\n-----------------\nFrom: Support Desk s@x.example\n"
        "Date: Tue, 9 Jun 2026 10:15:00 -0300\nTo: m@y.example\nSubject: Portal"
    ),
    "original message 10": "-----Original Message-----\nFrom: Support Desk",
    "original message 11": (
        "-------- Original Message --------\nSubject: \tPortal\nDate: \tTue, 9 Jun 2026 10:15:00 -0300\n"
        "From: \tSupport Desk <s@x.example>\nTo: \tm@y.example"
    ),
    "original message 13": (
        "________________________________\n\nFrom: Support Desk [mailto:s@x.example] \nSent: 09 June 2026 10:15\nTo: Maria\nSubject: Portal"
    ),
    "original message 14": (
        "_____  \n\nFrom: Support Desk [mailto:s@x.example] \nSent: Tuesday, June 09, 2026 10:15 AM\nTo: Maria\nSubject: Portal"
    ),
    "few labels 2": "From: Support Desk <s@x.example>\nSubject: Portal",
    "few labels 4": "From: Support Desk\nSent: Tuesday, June 9, 2026 10:15 AM",
    "few labels 5": "From: s@x.example\nTo: m@y.example\nSubject: Portal",
    "few labels 6": "Subject: Re: Portal\nFrom: s@x.example",
    "starred": "*From:* Support Desk <s@x.example>\n*Sent:* Tuesday, June 9, 2026 10:15 AM\n*To:* Maria\n*Subject:* Portal",
    "md": ("**From:** Support Desk <s@x.example>\n**Sent:** Tuesday, June 9, 2026 10:15 AM\n**To:** Maria\n**Subject:** Portal"),
    "github": "On Tue, Jun 9, 2026 at 10:15 AM Support Desk <n@x.example>\nwrote:",
    "forwarded 1": (
        "---------- Forwarded message ---------\nFrom: Support Desk <s@x.example>\n"
        "Date: Tue, Jun 9, 2026 at 10:15 AM\nSubject: Portal\nTo: <m@y.example>\n"
    ),
    "forwarded 2": (
        "Begin forwarded message:\n\nFrom: Support Desk <s@x.example>\nSubject: Portal\n"
        "Date: June 9, 2026 at 10:15:00 AM GMT-3\nTo: Maria <m@y.example>"
    ),
    "forwarded 5": (
        '----- Forwarded Message -----\nFrom: Support Desk <s@x.example>\nTo: "Maria" <m@y.example>\n'
        "Sent: Tuesday, June 9, 2026 10:15 AM\nSubject: Portal"
    ),
    "forwarded 6": (
        "-------- Forwarded Message --------\nSubject: \tPortal\nDate: \tTue, 9 Jun 2026 10:15:00 -0300\n"
        "From: \tSupport Desk <s@x.example>\nTo: \tm@y.example"
    ),
    "forwarded 8": "------- Forwarded message follows -------\nFrom: Support",
    "forwarded 10": "------- Start of forwarded message -------\nFrom: Support Desk <s@x.example>",
    "forwarded 11": "-------------------- Start of forwarded message --------------------\nFrom: Support Desk",
    "pt 1": (
        "---------- Mensagem reencaminhada ---------\nDe: Suporte <s@x.example>\n"
        "Date: terça, 9/06/2026 à(s) 10:15\nSubject: Portal\nTo: <m@y.example>\n"
    ),
    "pt 2": "---------- Mensagem encaminhada ---------\nDe: *Suporte* <s@x.example>",
    "pt 3": (
        "Início da mensagem reencaminhada:\n\nDe: Suporte <s@x.example>\nAssunto: Portal\n"
        "Data: 9 de junho de 2026, 10:15:00 WEST\nPara: Maria <m@y.example>"
    ),
    "pt 5": "Mensagem reenviada:\n\nDe: Suporte <s@x.example>\nAssunto: Portal",
    "pt 6": "---------- Mensagem reenviada ----------\nDe: Suporte",
    "pt 7": (
        "-------- Mensagem reencaminhada --------\nAssunto: \tPortal\nData: \tTue, 9 Jun 2026 10:15:00 +0100\n"
        "De: \tSuporte <s@x.example>\nPara: \tm@y.example"
    ),
    "pt 9": ("-----Mensagem Original-----\nDe: Suporte\nEnviado: terça-feira, 9 de Junho de 2026 10:15\nPara: Maria\nAssunto: Portal"),
    "pt 10": "-------- Mensagem de resposta --------\nDe: Suporte",
    "pt 12": (
        '------ Mensagem Original ------\nDe: "Suporte" <s@x.example>\nPara: m@y.example\nEnviado: 09/06/2026 10:15:00\nAssunto: Portal'
    ),
    "it 4": (
        "-----Messaggio originale-----\nDa: Suporte [mailto:s@x.example]\nInviato: martedì 9 giugno 2026 10:15\nA: Maria\nOggetto: Portal"
    ),
    "it 5": "----Messaggio originale----\nDa: s@x.example\nData: 09/06/2026 10.15\nA: <m@y.example>\nOgg: Portal",
    "it 6": "Da: Suporte <s@x.example>\nInviato: martedì 9 giugno 2026 10:15\nA: Maria\nOggetto: Portal",
    "it 7": (
        "Inizio messaggio inoltrato:\n\nDa: Suporte <s@x.example>\nOggetto: Portal\n"
        "Data: 9 giugno 2026 10:15:00 CEST\nA: Maria <m@y.example>"
    ),
    "it 8": (
        "---------- Forwarded message ---------\nDa: Suporte <s@x.example>\n"
        "Date: mar 9 giu 2026 alle ore 10:15\nSubject: Portal\nTo: <m@y.example>"
    ),
    "it 15": ("Da:        Suporte <s@x.example>\nPer:        m@y.example\nData:        09/06/2026 10:15\nOggetto:        Portal"),
    "de 4": (
        "-----Ursprüngliche Nachricht-----\nVon: Suporte [mailto:s@x.example]\n"
        "Gesendet: Dienstag, 9. Juni 2026 10:15\nAn: Maria\nBetreff: Portal"
    ),
    "de 5": "Von: Suporte <s@x.example>\nGesendet: Dienstag, 9. Juni 2026 10:15\nAn: Maria\nBetreff: Portal",
    "de 6": "Von: Suporte <s@x.example>\nDatum: Dienstag, 9. Juni 2026 um 10:15\nAn: Maria <m@y.example>\nBetreff: Portal",
    "de 7": 'Gesendet: Dienstag, 09. Juni 2026 um 10:15 Uhr\nVon: "Suporte" <s@x.example>\nAn: m@y.example\nBetreff: Portal',
    "de 8": (
        "Anfang der weitergeleiteten Nachricht:\n\nVon: Suporte <s@x.example>\nBetreff: Portal\n"
        "Datum: 9. Juni 2026 um 10:15:00 MESZ\nAn: Maria <m@y.example>"
    ),
    "de 9": (
        "-------- Weitergeleitete Nachricht --------\nBetreff: \tPortal\n"
        "Datum: \tTue, 9 Jun 2026 10:15:00 +0200\nVon: \tSuporte <s@x.example>\nAn: \tm@y.example"
    ),
    "de 13": ("--- Ursprüngliche Nachricht ---\nVon: Suporte <s@x.example>\nDatum: 09.06.2026 10:15:00\nAn: m@y.example\nBetreff: Portal"),
    "de 17": "Von:    Suporte <s@x.example>\nAn:     m@y.example\nDatum:  09.06.2026 10:15\nBetreff:        Portal",
    "fr 3": ("-----Message d'origine-----\nDe : Suporte [mailto:s@x.example]\nEnvoyé : mardi 9 juin 2026 10:15\nÀ : Maria\nObjet : Portal"),
    "fr 4": "De : Suporte <s@x.example>\nEnvoyé : mardi 9 juin 2026 10:15\nÀ : Maria\nObjet : Portal",
    "fr 6": 'De: "Suporte" <s@x.example>\nÀ: "Maria" <m@y.example>\nEnvoyé: Mardi 9 Juin 2026 10:15:00\nObjet: Portal',
    "es 3": "De: Suporte <s@x.example>\nEnviado el: martes, 9 de junio de 2026 10:15\nPara: Maria\nAsunto: Portal",
    "es 4": "De: Suporte <s@x.example>\nFecha: martes, 9 de junio de 2026, 10:15\nPara: Maria <m@y.example>\nAsunto: Portal",
    "es 5": (
        "---------- Forwarded message ---------\nDe: Suporte <s@x.example>\nDate: mar, 9 jun 2026 a las 10:15\n"
        "Subject: Portal\nTo: <m@y.example>"
    ),
}
# Certain only above marked lines.
DOUBTFUL = {
    "original message 9": (
        "[Original Message]\n> From: Support Desk <s@x.example>\n> To: <m@y.example>\n> Date: 6/9/2026 10:15:00 AM\n> Subject: Portal\n>"
    ),
    "few labels 1": "From: Support Desk <s@x.example>\nDate: Tue, 9 Jun 2026 10:15",
    "few labels 3": "To: m@y.example\nDate: Tue, 9 Jun 2026 10:15:00 -0300",
    "few labels 7": "From: s@x.example\nTo: m@y.example\nDate: 6/9/2026",
    "few labels 8": "To: m@y.example\nFrom: s@x.example\nDate: Tue, 9 Jun 2026",
    "few labels 9": "Date: Tue, 9 Jun 2026 10:15:00 -0300\nTo: m@y.example\nSubject: Portal",
    "few labels 10": "Sent: Tuesday, June 9, 2026 10:15 AM\nTo: Maria\nSubject: Portal",
    "forwarded 9": "Forwarded message:\n> From: s@x.example",
    "de 16": (
        "-------- Original-Nachricht --------\n> Datum: Tue, 9 Jun 2026 10:15:00 +0200\n"
        "> Von: Suporte <s@x.example>\n> An: m@y.example\n> Betreff: Portal\n"
    ),
    "fr 5": ('> Message du 09/06/26 10:15\n> De : "Suporte" <s@x.example>\n> A : m@y.example\n> Copie à : \n> Objet : Portal\n>'),
}


@pytest.mark.parametrize("block", [*CERTAIN.values(), *DOUBTFUL.values()], ids=[*CERTAIN, *DOUBTFUL])
def test_above_marked_lines(block: str) -> None:
    assert new_text(f"{ANSWER}\n\n{block}\n{MARKED}\n") == ANSWER
    assert new_text(f"{ANSWER}\n\n{block}\n\n{MARKED}\n") == ANSWER


@pytest.mark.parametrize("block", CERTAIN.values(), ids=CERTAIN)
def test_above_lines_without_a_mark(block: str) -> None:
    assert new_text(f"{ANSWER}\n\n{block}\n\n{QUOTED}\n") == ANSWER
