"""Is an answering program told from a person by its words alone, and a person never taken for one?"""

import pytest

from parsers.machine import automatic
from parsers.mime.message import parse


def kind(subject: str, text: str, more: str = "", *, sender: str = "Ana <ana@x.example>") -> str:
    head = f"From: {sender}\nTo: s@carteiro.example\nSubject: {subject}\n{more}Content-Type: text/plain; charset=utf-8\n"
    return automatic.kind(parse(f"{head}\n{text}\n".encode()))


@pytest.mark.parametrize(
    "subject",
    [
        "Resposta automática: Senha",
        "Resposta automática de ausência temporária: Senha",
        "[Auto-Reply] Senha",
        "Out of Office AutoReply: Senha",
        "Auto Response: Senha",
        "AutoReply",
        "Abwesenheitsnotiz: Senha",
        "Abwesend: Senha",
        "Automatische Antwort: Senha",
        "Réponse automatique : Senha",
        "Respuesta automática de fuera de oficina: Senha",
        "Fuera de la oficina",
        "Risposta automatica: Senha",
        "Automatisch antwoord: Senha",
        "自動応答: Senha",
        "Your email requires verification verify#abc123",
    ],
)
def test_a_subject_that_only_programs_write(subject: str) -> None:
    assert kind(subject, "APROVAR") == "auto"
    assert kind(f"RES: {subject}", "Ok, aguardo.") == "normal"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: x", "Olá! Obrigado pelo seu contato. No momento estou de férias e retornarei no dia 10."),
        ("Re: x", "Prezado(a) Senhor(a),\n\nEncontro-me em gozo de férias de 05/01 a 20/01. Neste período favor contatar a Sra. Maria."),
        ("Re: x", "Boa tarde,\n\nNão estou no escritório hoje. Retornarei amanhã."),
        ("Re: x", "Estou em licença maternidade. Assuntos do setor: tratar com João (joao@sindicato.example)."),
        ("Re: x", "Informo que estarei ausente de 12 a 16/01. Em caso de urgência, ligue para a secretaria."),
        ("Re: x", "This is an automated response. We have received your message."),
        ("Re: x", "Hello,\n\nI am on vacation from Jan 1 to Jan 12. I will respond when I return."),
        ("Re: x", "I will be out of the office starting 01/05/2026 and will not return until 01/12/2026."),
        ("Re: x", "Hallo,\n\nich bin bis zum 5.1. nicht im Büro. Ich bin ab 6.1. zurück."),
        ("Re: x", "Bonjour,\n\nJe suis absent du bureau jusqu'au 5 janvier."),
        ("Re: x", "Buenos días,\n\nEstaré fuera de la oficina hasta el 5 de enero."),
        ("Re: x", "Sono in ferie fino al 5 gennaio."),
        ("Re: x", "***** MENSAGEM AUTOMÁTICA - NÃO RESPONDA *****\n\nSeu pedido foi registrado."),
        ("Re: x", "Esta mensagem foi gerada automaticamente."),
        ("Re: x", "Your request (48213) has been received.\n\nTo add additional comments, reply to this email."),
        ("Re: x", "Hi,\n\nI'll be out of office from 12 Jan to 16 Jan with no access to e-mail."),
        ("Re: x", "Agradecemos o seu contato! Responderemos em até 48 horas úteis.\n\nEsta é uma resposta automática."),
        ("Re: x", "Olá! Recebi seu e-mail e responderei assim que possível.\n\n(Resposta automática)"),
        ("Re: x", "Ich bin ab dem 20. Januar wieder erreichbar."),
        ("Re: x", "Ik ben afwezig tot 20 januari."),
        ("Re: x", "Jag är på semester till och med den 20 januari."),
        ("Re: x", "Este e-mail não é monitorado. Por favor, não responda."),
        ("Re: x", "This e-mail address is no longer in use. Please send your messages to bruno@x.example."),
        ("Re: x", "The office is closed until January 5. We will reply when we return."),
        ("Teste", "This is an e-mail message sent automatically by Microsoft Outlook while testing the settings for your account."),
        ("Teste", "Esta é uma mensagem de email enviada automaticamente pelo Microsoft Outlook durante o teste da conta."),
        ("Ticket criado", "Seu chamado 123 foi registrado com sucesso.\n\nNão responda este e-mail."),
        ("Confirmação de recebimento", "Recebemos a sua mensagem. Em breve retornaremos."),
        ("Thank you for contacting us", "We have received your request and will get back to you."),
    ],
)
def test_a_text_that_only_programs_write(subject: str, text: str) -> None:
    assert kind(subject, text) == "auto"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: x", "Estou de férias, mas segue o documento. Volto dia 10."),
        ("Re: x", "Estou de férias até dia 10. Quem pode assinar por mim?"),
        ("Re: x", "APROVAR\n\nEstarei de férias até 30/01. Em caso de urgência, procure Bruno."),
        ("Re: x", "Estou de férias até 30/01.\n\nAPROVAR"),
        ("Férias", "Bom dia, quais documentos preciso para as férias do representante?"),
        ("Férias: troca", "Vou sair de férias."),
        ("Ausência", "O portal mostra ausência de dados."),
        ("Re: x", "Estou sem acesso ao portal. Retorno por favor."),
        ("Re: x", "Estou sem acesso ao e-mail institucional desde ontem, até agora nada."),
        ("Re: x", "Estou de acordo com a solução, aguardo retorno da empresa até sexta."),
        ("Re: x", "Estarei ausente da reunião de amanhã, retorno depois."),
        ("Re: x", "Estou fora do sistema desde ontem, volto a pedir ajuda urgente."),
        ("Re: x", "Recebemos sua mensagem. O problema continua."),
        ("Re: x", "Recebemos o seu pedido, responderemos até sexta."),
        ("Re: x", "Seu chamado foi encaminhado para a equipe de redes. Retornaremos em breve."),
        ("Re: x", "Essa mensagem automática do portal está errada."),
        ("Resposta automática do sistema está errada", "Podem corrigir?"),
        ("Re: x", "O portal respondeu assim:\n\nEsta mensagem foi gerada automaticamente.\n\nObrigada pelo retorno."),
        ("Re: x", "Recebi isto na tela:\n\nMensagem automática: tente de novo."),
        ("Re: x", "João não trabalha mais nesta entidade. Favor excluir o acesso."),
        ("Re: x", "Este e-mail foi desativado. O novo é ana@x.example."),
        ("Re: x", "O escritório estará fechado de 20/12 a 05/01."),
        ("Auto: infração", "Recebi o auto de infração e não concordo."),
        ("Automatic door", "It does not open."),
        ("Out of order", "The printer."),
        ("Lido e aprovado: ata", "A ata foi lida em reunião."),
        ("Read: the docs", "The page was not displayed."),
    ],
)
def test_a_person_stays_a_person(subject: str, text: str) -> None:
    assert kind(subject, text) == "normal"


@pytest.mark.parametrize(
    "more",
    [
        "X-Auto-Response-Suppress: All\n",
        "X-MS-Exchange-Inbox-Rules-Loop: ana@sindicato.example\n",
        "List-Unsubscribe: <https://x.example>\n",
        "X-Loop: x\n",
    ],
)
def test_a_field_that_stands_on_human_mail_too_decides_nothing_alone(more: str) -> None:
    assert kind("Re: x", "APROVAR", more) == "normal"
    assert kind("Re: x", "Estou de férias, mas segue o documento.", more) == "normal"


@pytest.mark.parametrize(
    ("sender", "robot"),
    [
        ("naoresponder@loja.example", True),
        ('"Loja" <noreply-loja@loja.example>', True),
        ("loja.nao-responda@loja.example", True),
        ("Loja <do_not_reply@loja.example>", True),
        ("autoresponder@loja.example", True),
        ('"noreply@loja.example" <ana@loja.example>', False),
        ("Bounce House <info@loja.example>", False),
        ("norepl@loja.example", False),
    ],
)
def test_an_address_from_which_nobody_answers(sender: str, robot: bool) -> None:
    assert kind("Aviso", "Segue.", sender=sender) == ("auto" if robot else "normal")


@pytest.mark.parametrize(
    "more",
    [
        "Preference: auto_reply\n",
        "X-Precedence: bulk\n",
        "X-Autoresponder: 1\n",
        "X-Mailer: vacation 1.2\n",
        "User-Agent: Mail-Autoreply/1\n",
    ],
)
def test_fields_of_answering_programs(more: str) -> None:
    assert kind("x", "y", more) == "auto"
