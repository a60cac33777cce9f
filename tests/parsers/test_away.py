"""Is a subject that only answering programs write known in many tongues, and prose that merely holds its words never taken for one?"""

import pytest

from parsers.machine import automatic
from parsers.mime.message import parse

PROGRAMS = """
Auto-Reply: Senha
AutoReply: Senha
Autoreply
[Auto-Reply] Senha
Autoresponse: x
Automatic reply: x
Auto response: x
Out of office
Out of the office
Out of Office: x
OOO
OOO: x
OOTO
OOTO until Monday
Out of office until Jan 5
Out of Office Notification
On vacation
On vacation until 5 Jan
Away from the office
Away from my desk
I am away
I'm away until Monday
Vacation reply
Vacation reply: x
Holiday reply
I am on holiday
Resposta automática: x
Resposta Automática
Ausência temporária
Ausência temporária: x
Ausente do escritório
Fora do escritório
Fora do escritório: x
Estou de férias
Estou de férias até 20/01
Estarei ausente até dia 20
Em férias
De férias
Respuesta automática: x
Fuera de la oficina
Fuera de oficina: x
Réponse automatique : x
Absence du bureau
Absent du bureau : x
Message d'absence
Abwesenheitsnotiz: x
Abwesend: x
Automatische Antwort: x
Risposta automatica: x
Fuori sede
Fuori ufficio: x
Assenza dall'ufficio
Afwezig: x
Afwezigheidsbericht: x
Automatisch antwoord: x
Autosvar: x
Automatiskt svar: x
Frånvaro: x
Automatisk svar: x
Fraværsassistent: x
Automaattinen vastaus: x
Poissa toimistosta: x
Odpowiedź automatyczna: x
Automatická odpověď: x
Автоматический ответ: x
Автоответ: x
自動応答: x
自動返信: x
不在通知
自动回复: x
自動回覆: x
자동 회신: x
AUTO: Ana Prado is out of the office (returning 20/01/2026)
Ana Prado is out of the office.
Auto: Re: Senha
Auto: [L_61122001] Senha
Out of Office Re: x
Out of Office AutoReply: RE: x
Auto-Reply from Ana
Automated reply
Auto Reply - x
*** Auto-Reply *** x
Aviso de férias
Mensagem de ausência
Mensagem automática
Resposta automática de férias: x
Please confirm your message
Confirme o seu e-mail
Confirme seu e-mail
Verification required for your message
[SPAM-ARREST] x
Auto-acknowledgement: x
automatic confirmation: x
Notificação de ausência
Aviso de ausência
Automatikus válasz: x
Otomatik yanıt: x
(Auto-Reply) x
AUTO REPLY: x
AutoAnswer: x
Autoresponder: x
Out-of-office: x
Out of office auto reply
Resposta automática - x
Auto resposta: x
Autorespuesta: x
Réponse automatique
I am out of the office
Out Of Office AutoReply
Estoy de vacaciones
Abwesenheit
Vacation Message
""".strip().splitlines()
PEOPLE = """
[12] resposta automática do portal não chega
[12] Resposta automática: não chega
Férias do gestor: pedido de acesso
Férias: como trocar
Resposta automática não chega ao segurado
Ausência de dados
FORA DO ESCOPO: x
Auto: infração
Auto de infração
Automatic door
Out of order
Re: Out of office
RES: Resposta automática: x
ENC: Automatic reply: x
Ausência
Férias
Licença médica
Office 365 não abre
Vacation days policy
Holiday
Away game
Autorização: pedido
Autoatendimento fora do ar
Automação: dúvida
Fora do ar
Fora do escritório como acesso o portal?
Fora do escritório - como acesso o portal?
Absence of data
Assente l'utente da cadastrare
Congé maladie: dossier
Urlaubsantrag
Confirme o recebimento
Confirmar e-mail do gestor
Verify the report
Message from Ana
12 - Ausência temporária do gestor
[03] Aviso de férias
Auto-declaração: dúvida
Autodeclaração rural
Auto-atendimento: erro
Mensagem automática do portal está errada
E-mail automático errado
Notificação automática não chegou
ausente no cadastro: João
Autoresponse does not arrive
Automatic replies do not work
Answering automatically
Poissa
On leave policies
I am away game
O gestor está ausente do escritório
""".strip().splitlines()


def kind(subject: str, text: str = "Ok.", more: str = "") -> str:
    head = f"From: Ana <ana@x.example>\nSubject: {subject}\n{more}Content-Type: text/plain; charset=utf-8\n"
    return automatic.kind(parse(f"{head}\n{text}\n".encode()))


@pytest.mark.parametrize("subject", PROGRAMS)
def test_a_subject_that_only_programs_write(subject: str) -> None:
    assert kind(subject) == "auto"
    assert kind(f"ENC: {subject}") == "normal"


@pytest.mark.parametrize("subject", PEOPLE)
def test_a_subject_that_people_write(subject: str) -> None:
    assert kind(subject) == "normal"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Estou de férias, quem assina?", "Estou de férias até dia 20, quem assina por mim?"),
        ("Estou de férias", "Preciso que o acesso do meu substituto seja liberado."),
        ("Em férias até 20/01", "Segue o documento do substituto."),
        ("Licença até 20/01", "O gestor João está de licença, como cadastrar o substituto?"),
        ("On vacation", "But I need the password reset today."),
        ("Férias", "O cadastro do representante mudou."),
    ],
)
def test_who_is_away_and_asks_for_something_is_a_person(subject: str, text: str) -> None:
    assert kind(subject, text) == "normal"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Férias", "Olá. Agradeço a mensagem: estarei de férias de 5 a 20/01."),
        ("Ausência", "Bom dia! Estou ausente até o dia 20."),
        ("Vacation", "Thanks for writing! I am on vacation and will answer later."),
    ],
)
def test_a_bare_word_needs_an_absence_in_the_text(subject: str, text: str) -> None:
    assert kind(subject, text) == "auto"
    assert kind(subject, "O portal não abre.") == "normal"


@pytest.mark.parametrize(
    "field",
    [
        "X-Autoreply: no",
        "Auto-Submitted: no",
        "Auto-Submitted: No (a person)",
        'Auto-Submitted: "no"',
        "Auto-Submitted: none",
        "Auto-Submitted: false",
        "X-Autogenerated: false",
        "X-Auto-Response-Suppress: none",
        "X-Autoreply: N/A",
        "Precedence: normal",
        "Precedence: first-class",
        "Precedence: special-delivery",
        "Sender: noreply@relay.example",
        "Errors-To: bounces@relay.example",
        "X-Mailer: Microsoft Outlook Automation 16",
        "Delivered-To: autoresponder@x.example",
    ],
)
def test_a_field_whose_value_says_no(field: str) -> None:
    assert kind("Senha", more=f"{field}\n") == "normal"


@pytest.mark.parametrize("field", ["Auto-Submitted: (vacation) auto-replied", "Auto-Submitted: yes", "X-Autogenerated: Reply"])
def test_a_field_whose_value_says_yes(field: str) -> None:
    assert kind("Senha", more=f"{field}\n") == "auto"
