"""Does history begin at the header or the separator that a mail program puts above it, in any language and shape?"""

import pytest

from parsers.reply.reply import new_text

LETTER = "Prezada Maria,\n\nO chamado foi solucionado.\nAPROVAR"
OWN = "Tudo certo por aqui.\nSegue o documento."

HEADERS = {
    "Outlook pt-BR": (
        "De: Suporte <s@x.example>\nEnviada em: terça-feira, 9 de junho de 2026 10:15\nPara: Maria Silva <m@x.example>\n"
        "Assunto: [L_60609001] Senha"
    ),
    "Outlook pt-BR, copies and importance": (
        "De: Suporte <s@x.example>\nEnviada em: terça-feira, 9 de junho de 2026 10:15\nPara: Maria\nCc: Ana; João\nAssunto: x\n"
        "Prioridade: Alta"
    ),
    "Outlook pt-PT": "De: Suporte\nEnviado: 9 de junho de 2026 10:15\nPara: Maria\nAssunto: x",
    "Outlook on the web": "De: Suporte <s@x.example>\nEnviado: terça-feira, 9 de junho de 2026 10:15:22\nPara: Maria\nAssunto: x",
    "Outlook, addresses linked": (
        "De: Suporte<mailto:s@x.example>\nEnviado:terça-feira, 9 de junho de 2026 10:15\nPara: m@x.example<mailto:m@x.example>\nAssunto: x"
    ),
    "Outlook, bold": "*De:* Suporte <s@x.example>\n*Enviada em:* terça-feira, 9 de junho de 2026 10:15\n*Para:* Maria\n*Assunto:* x",
    "Outlook, bold words": "**De**: Suporte\n**Enviado**: terça-feira, 9 de junho de 2026 10:15\n**Para**: Maria\n**Assunto**: x",
    "Outlook, lines apart": "De: Suporte\n\nEnviada em: terça-feira, 9 de junho de 2026 10:15\n\nPara: Maria\n\nAssunto: x",
    "values below": "De:\nSuporte <s@x.example>\nEnviado:\nterça-feira, 9 de junho de 2026 10:15\nPara:\nMaria\nAssunto:\nx",
    "values apart": "De:\n\nSuporte <s@x.example>\n\nEnviado:\n\n9 de junho de 2026 10:15\n\nPara:\n\nMaria\n\nAssunto:\n\nx",
    "recipients wrapped": (
        "De: Suporte <s@x.example>\nEnviada em: terça-feira, 9 de junho de 2026 10:15\nPara: Maria <m@x.example>; João\n<j@x.example>;\n"
        "    Ana <a@x.example>\nCc: Pedro\nAssunto: Um assunto bem\n comprido"
    ),
    "one row": "De: Suporte <s@x.example> Enviada em: terça-feira, 9 de junho de 2026 10:15 Para: Maria Assunto: x",
    "one row, bold": "*De:* Suporte *Enviado:* terça-feira, 9 de junho de 2026 10:15 *Para:* Maria *Cc:* Ana *Assunto:* x",
    "one row, odd colons": "De.: Suporte <s@x.example> Data) : 09/06/2026 10:15 Para.: Maria Assunto.: x",
    "no subject": "De: Suporte <s@x.example>\nEnviada em: terça-feira, 9 de junho de 2026 10:15\nPara: Maria <m@x.example>",
    "no date": "De: Suporte <s@x.example>\nPara: Maria <m@x.example>\nAssunto: [L_60609001] Senha",
    "Zimbra": 'De: "Suporte" <s@x.example>\nPara: "Maria" <m@x.example>\nEnviadas: Terça-feira, 9 de junho de 2026 10:15:00\nAssunto: x',
    "Yahoo": "De: Suporte <s@x.example>\nPara: Maria <m@x.example> \nEnviadas: Terça-feira, 9 de Junho de 2026 10:15\nAssunto: x",
    "Lotus Notes": "De:        Suporte/SP/INSS\nPara:        Maria Silva\nData:        09/06/2026 10:15\nAssunto:        x",
    "Lotus Notes, tabs": "De:\tSuporte/SP/INSS\nPara:\tMaria Silva/SIND\ncc:\t\nData:\t09/06/2026 10:15\nAssunto:\tx",
    "Lotus Notes, no colons": "De\tSuporte/SP/INSS\nPara\tMaria Silva\nData\t09/06/2026 10:15\nAssunto\tx",
    "Lotus Notes, on the right": "     De: Suporte/SP/INSS\n   Para: Maria Silva\n   Data: 09/06/2026 10:15\nAssunto: x",
    "Thunderbird, forwarded": "Assunto: x\nData: Tue, 9 Jun 2026 10:15:00 -0300\nDe: Suporte <s@x.example>\nPara: m@x.example",
    "Thunderbird, tabs": "Assunto: \tx\nData: \tTue, 9 Jun 2026 10:15:00 -0300\nDe: \tSuporte <s@x.example>\nPara: \tm@x.example",
    "Samsung": "De : Suporte <s@x.example> \nData : 09/06/2026  10:15  (GMT-03:00) \nPara : m@x.example \nAssunto : x",
    "unbreakable spaces": "De\u00a0: Suporte <s@x.example>\nEnviado\u00a0: mardi 9 juin 2026 10:15\nPara\u00a0: Maria\nAssunto\u00a0: x",
    "indented": "  De: Suporte <s@x.example>\n  Enviado: 09/06/2026 10:15\n  Para: Maria\n  Assunto: x",
    "en Outlook": "From: Support <s@x.example>\nSent: Tuesday, June 9, 2026 10:15 AM\nTo: Maria\nSubject: x",
    "en Outlook for Mac": "From: Support <s@x.example>\nDate: Tuesday, June 9, 2026 at 10:15 AM\nTo: Maria\nSubject: x",
    "es Outlook": "De: Soporte <s@x.example>\nEnviado el: martes, 9 de junio de 2026 10:15\nPara: Maria\nAsunto: x",
    "es Outlook for Mac": "De: Soporte <s@x.example>\nFecha: martes, 9 de junio de 2026, 10:15\nPara: Maria\nAsunto: x",
    "fr Outlook": "De : Support <s@x.example>\nEnvoyé : mardi 9 juin 2026 10:15\nÀ : Maria\nObjet : x",
    "fr Outlook, le": "De\u00a0: Support\nEnvoyé le\u00a0: mardi 9 juin 2026 10:15\nÀ\u00a0: Maria\nCc\u00a0: Ana\nObjet\u00a0: x",
    "de Outlook": "Von: Erika Muster <e@x.example>\nGesendet: Dienstag, 9. Juni 2026 10:15\nAn: Maria\nBetreff: x",
    "it Outlook": "Da: Supporto <s@x.example>\nInviato: martedì 9 giugno 2026 10:15\nA: Maria\nOggetto: x",
    "nl Outlook": "Van: Jan <j@x.example>\nVerzonden: dinsdag 9 juni 2026 10:15\nAan: Maria\nOnderwerp: x",
    "pl Outlook": "Od: Jan <j@x.example>\nWysłano: wtorek, 9 czerwca 2026 10:15\nDo: Maria\nTemat: x",
    "sv Outlook": "Från: Sven <s@x.example>\nSkickat: den 9 juni 2026 10:15\nTill: Maria\nÄmne: x",
    "da Outlook": "Fra: Søren <s@x.example>\nSendt: 9. juni 2026 10:15\nTil: Maria\nEmne: x",
    "fi Outlook": "Lähettäjä: Matti <m@x.example>\nLähetetty: tiistai 9. kesäkuuta 2026 10.15\nVastaanottaja: Maria\nAihe: x",
    "cs Outlook": "Od: Jan <j@x.example>\nOdesláno: úterý 9. června 2026 10:15\nKomu: Maria\nPředmět: x",
    "ru Outlook": "От: Иван <i@x.example>\nОтправлено: 9 июня 2026 г. 10:15\nКому: Maria\nТема: x",
    "zh Outlook": "发件人: Wang <w@x.example>\n发送时间: 2026年6月9日 10:15\n收件人: Maria\n主题: x",
    "zh, wide colons": "发件人：Wang <w@x.example>\n发送时间：2026年6月9日 10:15\n收件人：Maria\n主题：x",
    "ja Outlook": "差出人: Taro <t@x.example>\n送信日時: 2026年6月9日 10:15\n宛先: Maria\n件名: x",
    "ko Outlook": "보낸 사람: Kim <k@x.example>\n보낸 날짜: 2026년 6월 9일 화요일 오전 10:15\n받는 사람: Maria\n제목: x",
    "tr Outlook": "Kimden: Ali <a@x.example>\nGönderildi: 9 Haziran 2026 Salı 10:15\nKime: Maria\nKonu: x",
}

DRAWN = {
    "below each other": "Suporte/SP/INSS\n09/06/2026 10:15\n\nPara\nMaria Silva/SIND\ncc\n\nAssunto\nRe: x",
    "in columns": (
        '             "Suporte"                                       \n             <s@x.example>                                   \n'
        "                                                        Para \n             09/06/2026 10:15          Maria Silva       \n"
        "                                                          cc \n                                                         \n"
        "                                                     Assunto \n                                       Re: x             "
    ),
    "in English": "Support/SP/INSS\n06/09/2026 10:15 AM\n\nTo\nMaria Silva/SIND\ncc\n\nSubject\nRe: x",
}

SEPARATORS = (
    "-----Mensagem original-----",
    "----- Mensagem original -----",
    "-------- Mensagem original --------",
    "-------- Mensagem Original --------",
    "------ Mensagem Original ------",
    "---- Mensagem original ----",
    "*** Mensagem original ***",
    "=== Mensagem original ===",
    "---------- Mensagem original ----------",
    "-----Compromisso original-----",
    "---------- Mensagem encaminhada ----------",
    "---------- Forwarded message ---------",
    "---------- Mensagem reenviada ---------",
    "-------- Mensagem reencaminhada --------",
    "-----Original Message-----",
    "-------- Original Message --------",
    "------ Original Message ------",
    "-----Original Appointment-----",
    "--- Original Message ---",
    "--- Begin Message ---",
    "-------- Forwarded Message --------",
    "----- Forwarded Message -----",
    "-----Mensaje original-----",
    "-------- Mensaje reenviado --------",
    "-----Message d'origine-----",
    "-------- Message transféré --------",
    "---------- Message d’origine ----------",
    "-----Ursprüngliche Nachricht-----",
    "-------- Weitergeleitete Nachricht --------",
    "-----Original-Nachricht-----",
    "-----Messaggio originale-----",
    "-------- Messaggio inoltrato --------",
    "-----Oorspronkelijk bericht-----",
    "-----Ursprungligt meddelande-----",
    "-----Oprindelig meddelelse-----",
    "-----Alkuperäinen viesti-----",
    "-----Původní zpráva-----",
    "-------- Пересылаемое сообщение --------",
    "-----原始邮件-----",
    "-------- 転送メッセージ --------",
    "-----Original Message----- ",
    "----- Encaminhado por Fulano/SP/INSS em 09/06/2026 10:15 -----",
    "----- Forwarded by Fulano/SP/INSS on 06/09/2026 10:15 AM -----",
    "---------------------- Encaminhado por Fulano em 09/06/2026 10:15 ---------------------------",
    "-----Suporte <s@x.example> escreveu: -----",
    "-----Suporte/SP/INSS escreveu: -----",
    "-----Support <s@x.example> wrote: -----",
    ">>> Suporte <s@x.example> 09/06/2026 10:15 >>>",
    '>>> "Suporte" <s@x.example> 09.06.26 10.15 Uhr >>>',
    "Início da mensagem encaminhada:",
    "Início da mensagem reencaminhada:",
    "Begin forwarded message:",
    "Inicio del mensaje reenviado:",
    "Début du message réexpédié :",
    "Anfang der weitergeleiteten Nachricht:",
    "Inizio messaggio inoltrato:",
)

MARKERS = (
    "Responda acima desta linha",
    "##- Responda acima desta linha -##",
    "##- Please type your reply above this line -##",
    "=-=-=-= Responda acima desta linha =-=-=-=",
    "--- Reply above this line ---",
    "Reply above this line",
    "-- Please reply above this line --",
    "________ Digite sua resposta acima desta linha ________",
    "--- Por favor, escriba su respuesta por encima de esta línea ---",
    "##- Veuillez répondre au-dessus de cette ligne -##",
    "##- Bitte antworten Sie oberhalb dieser Zeile -##",
    "--- Rispondi sopra questa riga ---",
    "PLEASE REPLY ABOVE THIS LINE",
    "=-=-=-= Por favor, responda acima desta linha =-=-=-=",
)

RULES = (
    "",
    "________________________________\n",
    "-----\n",
    "=====================\n",
    "-----Mensagem original-----\n",
    "* * *\n\n",
    "-----\n\n",
)


@pytest.mark.parametrize("program", HEADERS)
def test_a_header_block_begins_history(program: str) -> None:
    for rule in RULES:
        for gap in ("\n", "\n\n", "\n\n\n"):
            assert new_text(f"{OWN}{gap}{rule}{HEADERS[program]}\n\n{LETTER}\n") == OWN, (rule, gap)


@pytest.mark.parametrize("shape", DRAWN)
def test_labels_that_old_notes_draws(shape: str) -> None:
    assert new_text(f"{OWN}\n\n{DRAWN[shape]}\n\n{LETTER}\n") == OWN


@pytest.mark.parametrize("program", HEADERS)
def test_a_forwarded_mail_has_no_new_text(program: str) -> None:
    assert new_text(f"{HEADERS[program]}\n\n{LETTER}\n") == ""


@pytest.mark.parametrize("program", [program for program in HEADERS if "row" not in program])
def test_answers_below_a_header_block_with_marked_history_stay(program: str) -> None:
    marked = "\n".join(f"> {line}" for line in LETTER.split("\n"))
    got = new_text(f"{OWN}\n\n{HEADERS[program]}\n\n{marked}\n\nMinha resposta.\n> Outra pergunta?\nOutra resposta.\n")
    assert [line for line in got.split("\n") if line] == [*OWN.split("\n"), "Minha resposta.", "Outra resposta."]


@pytest.mark.parametrize("program", HEADERS)
def test_a_quoted_header_block_is_no_new_text(program: str) -> None:
    marked = "\n".join(f"> {line}" for line in f"{HEADERS[program]}\n\n{LETTER}".split("\n"))
    assert new_text(f"{OWN}\n\n{marked}\n") == OWN


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_separator_begins_history(separator: str) -> None:
    for header in (
        "",
        HEADERS["Outlook pt-BR"] + "\n\n",
        HEADERS["Lotus Notes"] + "\n\n",
        "Para: m@x.example\nDe: s@x.example\nAssunto: x\n\n",
    ):
        if not header and separator.endswith(":") and not separator.startswith("-"):
            assert new_text(f"{OWN}\n\n{separator}\n\n{LETTER}\n") == OWN
        assert new_text(f"{OWN}\n\n{separator}\n{header}{LETTER}\n") == OWN


@pytest.mark.parametrize("marker", MARKERS)
def test_the_line_to_answer_above_begins_history(marker: str) -> None:
    assert new_text(f"{OWN}\n\n{marker}\n\n{LETTER}\n") == OWN
    assert new_text(f"{OWN}\n\nEm 09/06/2026 10:15, Suporte <s@x.example> escreveu:\n\n{marker}\n\n{LETTER}\n") == OWN


def test_words_of_a_separator_without_a_rule_need_a_header_below() -> None:
    """As the BlackBerry writes."""
    assert new_text(f"{OWN}\n  Mensagem original  \n{HEADERS['Outlook pt-PT']}\n\n{LETTER}\n") == OWN
    kept = f"{OWN}\nMensagem original\nO sistema mostra outra coisa."
    assert new_text(kept) == kept


def test_a_separator_above_marked_history_leaves_the_answers_below() -> None:
    marked = "\n".join(f"> {line}" for line in LETTER.split("\n"))
    assert new_text(f"-----Mensagem original-----\n{HEADERS['Outlook pt-BR']}\n\n{marked}\n\n{OWN}\n") == OWN
    assert new_text(f"-------- Original Message --------\nOn 6/9/26 10:15, Support <s@x.example> wrote:\n\n{marked}\n\n{OWN}\n") == OWN


@pytest.mark.parametrize(
    "text",
    [
        "Favor trocar o e-mail do cadastro:\nDe: antigo@x.example\nPara: novo@y.example\nObrigado",
        "Alterar vigência\nDe: 01/02/2026\nPara: 01/02/2027",
        "Alterar o horário\nDe: 08:00\nPara: 10:00\nData: 09/06/2026",
        "De: Sindicato Rural\nPara: INSS\nData: 09/06/2026\nAssunto: Recadastramento\n\nSolicitamos o recadastramento.",
        "De: Maria\nPara: João\nAssunto: troca de gestor\nFavor registrar.",
        "Data: 09/06/2026\nAssunto: portal fora\nO portal caiu às 10:15.",
        "Data: 09/06/2026 10:15\nPara: todos\nReunião marcada.",
        "Nome: João\nCPF: 000\nDe: 01/01/2026\nA: 31/12/2026\nAssunto: férias",
        "Perfil\nDe:\tconsulta\nPara:\tgestor",
        "Dados do envio\nEnviado em: 09/06/2026\nPara: setor de cadastro\nPor favor confirmem.",
        '{\n  "from": "s@x.example",\n  "date": "09/06/2026 10:15",\n  "to": "m@x.example",\n  "subject": "x"\n}\nO que é isto?',
        "Perfil\nPara\nMaria\nAssunto\nsenha\nem 09/06/2026 às dez",
        "De: 09/06/2026 08:00\nPara: 09/06/2026 10:15\nData: 09/06/2026 08:00\nAssunto: horário",
        "De: Maria\nData: 09/06/2026 10:15\nLigou e pediu retorno.",
        "Prazo: de: 10/06 a: 12/06, assunto: férias",
    ],
)
def test_a_form_that_people_fill_in_is_no_header(text: str) -> None:
    assert new_text(text) == text
