"""Is history cut where it shares a line with the answer, where its marks are broken, and where the person goes on below it?"""

import pytest

from parsers.reply.reply import new_text
from parsers.reply.telephone import is_telephone

WROTE = "On Tue, Jun 9, 2026 at 10:15 AM Support <s@x.example> wrote:"
ROW = "From: Support <s@x.example> Sent: Tuesday, June 9, 2026 10:15 AM To: Maria Subject: Portal"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        (f"Approved. {WROTE}\n> Dear Maria,\n> it is solved.", "Approved."),
        (f"Approved. {WROTE} > Dear Maria, > it is solved.", "Approved."),
        (f"Approved.\n{WROTE} Dear Maria, it is solved.", "Approved."),
        (f"Approved.\n{WROTE} > Dear Maria,\n> it is solved.\n\nSecond answer.", "Approved.\n\nSecond answer."),
        (f"Approved. {ROW} Dear Maria, it is solved.", "Approved."),
        (f"Approved. -----Original Message----- {ROW}", "Approved."),
        ("Aprovado. Em seg., 23 de nov. de 2026 às 10:25, Suporte <s@x.example> escreveu:\n> Maria,\n> feito.", "Aprovado."),
        ("Aprovado. De: S <s@x.example> Enviada em: terça-feira, 9 de junho de 2026 10:15 Para: Maria Assunto: RES: x", "Aprovado."),
    ],
)
def test_history_that_shares_a_line(text: str, new: str) -> None:
    assert new_text(text) == new


@pytest.mark.parametrize(
    "separator", ["Mensagem original", "Original message", "Mensaje original", "Message d'origine", "Messaggio originale"]
)
def test_a_separator_that_is_run_together_with_the_header(separator: str) -> None:
    row = "De: Suporte <s@x.example> Data: 23/11/2026  10:25  (GMT-03:00) Para: Maria <m@y.example> Assunto: Portal"
    assert new_text(f"Aprovado.\n-------- {separator} --------{row} \nPrezada Maria,\nfeito.") == "Aprovado."


@pytest.mark.parametrize(
    "quoted",
    [
        "> See the page\n<https://www.x.example/a/b?c=d>\n> for more.",
        "> See <https://www.x.example/a/\nlong/path/of/this> and\n> the rest.",
        "> Use <mailto:s@x.example?subject=%5BL_61123001%5D\n&body=APROVAR>",
    ],
)
def test_a_link_that_was_broken_off_a_quoted_line(quoted: str) -> None:
    assert new_text(f"One.\n\n{WROTE}\n> Maria,\n{quoted}\n\nTwo.") == "One.\n\nTwo."


def test_a_link_that_the_person_wrote_below_the_quotation_stays() -> None:
    assert new_text(f"{WROTE}\n> Which page?\nhttps://www.x.example/a\n> And when?\nToday.") == "https://www.x.example/a\nToday."


def test_words_below_the_end_of_a_forward_stay() -> None:
    forward = "----- Forwarded message from X <a@b.example> -----\n\nDate: Tue, 9 Jun 2026 10:15:00 -0300\nFrom: X <a@b.example>\n\nHello"
    assert new_text(f"See below.\n\n{forward}\n\n----- End forwarded message -----\n\nMy own.") == "See below.\n\nMy own."


def test_the_table_of_old_notes() -> None:
    rows = '|         |   "Support"                |\n|         |   <s@x.example>            |\n|---------+---------------------------->'
    assert new_text(f"Approved.\n\n|---------+---------------------------->\n{rows}\n\nDear Maria,\nsolved.") == "Approved."


def test_words_below_a_marked_forward_stay() -> None:
    forward = "Begin forwarded message:\n\n> From: X <a@b.example>\n> Subject: x\n>\n> Hello there"
    assert new_text(f"See below.\n\n{forward}\n\nMy own.") == "See below.\n\nMy own."


@pytest.mark.parametrize(
    "text",
    [
        "On Tue, 9 Jun at 10:15 we met John (john@x.example) and he wrote: nothing to do.\nThe end.",
        "He sent:\n- one\n- two",
        "The customer sent:\n\nPlease fix it.",
        "On Monday I sent:\n\n2 files",
        "Data: 09/06/2026 10:15\nEvento: reunião\nPara: todos",
        "Para: Maria\nData: 09/06/2026\n\nTexto",
        "Em 09/06/2026 o técnico escreveu: nada a fazer.",
        "Em 09/06/2026 10:15 a Maria enviou:\n\nOs documentos",
        "Forwarded by: my boss\nThanks",
        "Mensagem encaminhada por mim ontem: veja acima, obrigado.",
        "From my side: Sent: nothing To: nobody Subject: none here.",
        "A reunião de 9 de junho de 2026 às 10:15:\n\nfoi boa.",
        "João, 09/06/2026 10:15:\nfoi lá.",
        "O técnico disse: tente de novo.\nA Maria (maria@x.example) respondeu:\nnão recebi.",
        "On 6/9/2026 10:15 I called and the lady said:\nwait.",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nfim",
        "Título\n======\n\ntexto\n\n----\nParte 2\n----\n\nmais texto",
        "Atenciosamente,\nMaria\n\nEsta mensagem confidencial chegou para mim ontem; o que faço?",
    ],
)
def test_a_mail_with_nothing_quoted_is_whole(text: str) -> None:
    assert new_text(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "Enviado do Nine", "Sent from Nine<http://www.9folders.com/>", "Get BlueMail for Android", "Enviado con BlueMail",
        "Sent with Spark",
        "Sent with Proton Mail secure email.", "Enviado com Proton Mail", "Sent from Canary (https://canarymail.io)", "Sent with Mailbird",
        "Get TypeApp for Android", "Sent from myMail for iOS", "Sent with Newton", "Enviado com eM Client", "http://www.aqua-mail.com",
        "Secured with Tuta Mail: https://tuta.com/free-email", "Obtenir Outlook pour Android", "Outlook für Android herunterladen",
        "Ottenere Outlook per Android", "Provenance : Courrier pour Windows 10", "Von meinem/meiner Galaxy gesendet", "Sent from my HTC",
        "Sent from my Verizon Wireless BlackBerry", "Sent from Front", "Get the new AOL app: mail.mobile.aol.com",
    ],
)  # fmt: skip
def test_what_programs_add(line: str) -> None:
    assert is_telephone(line)
    assert new_text(f"Aprovado.\n\n{line}\n") == "Aprovado."


@pytest.mark.parametrize(
    "notice",
    [
        "AVISO: esta mensagem e seus anexos são confidenciais e de uso exclusivo da entidade.",
        '"Esta mensagem é reservada e sua divulgação é proibida. Se você a recebeu por engano, apague-a."',
        "Atenciosamente,\nAntônio\n\nEste e-mail só vale como compromisso se aprovado pela diretoria. Mensagem confidencial.",
        "Esta mensagem é confidencial e se destina a quem é endereçada.\n\nThis message is confidential and for its recipient.",
    ],
)
def test_notices(notice: str) -> None:
    assert new_text(f"Vou verificar.\n\n{notice}\n") == "Vou verificar."
