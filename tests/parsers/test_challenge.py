"""Is a mail that asks its sender to prove to be a person a program's, and neither a bounce nor taken from people who write of filters?"""

import pytest

from parsers.machine import automatic
from parsers.mime.message import parse


def mail(subject: str, text: str, sender: str, path: str = "<>") -> bytes:
    head = f"Return-Path: {path}\nFrom: {sender}\nTo: suporte@carteiro.example\nSubject: {subject}\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()


NO_BOUNCES = {
    "tmda": mail(
        "Please confirm your message",
        "This message was created automatically by mail delivery software (TMDA).\n\n"
        "Your message attached below is being held because "
        "the address <suporte@carteiro.example> has not been verified.\n\n"
        "To release your message for delivery, please send an empty message to the following address, "
        'or use your mailer\'s "Reply" feature.\n\n'
        "   ana-confirm-1.2.abc@sindicato.example\n",
        sender="Ana <ana-confirm@x.example>",
    ),
    "tmda2": mail(
        "Please confirm your message",
        "Your message attached below is being held because the address has not been verified. To release your message for "
        "delivery, reply.\n",
        sender="ana@x.example",
        path="<ana@x.example>",
    ),
    "spamarrest": mail(
        "Re: Senha",
        "Ana here,\n\nI'm protecting myself from receiving junk mail.\n\n"
        "Just this once, click the link below so I can receive your emails.\nYou won't have to do this again.\n\n"
        "http://www.spamarrest.example/a2?x\n",
        sender="Ana <ana@x.example>",
        path="<ana@x.example>",
    ),
    "boxbe": mail(
        "Re: Senha (Action Required)",
        'Your message about "Senha" was waitlisted.\n\n'
        "Please add yourself to my Guest List so your messages will be delivered to my Inbox. Use the link below.\n\n"
        "Click here to deliver your message\n",
        sender="ana@x.example",
        path="<ana@x.example>",
    ),
    "earthlink": mail(
        "Re: Senha",
        "I apologize for this automatic reply to your email.\n\n"
        "To control spam, I now allow incoming messages only from senders I have approved beforehand.\n\n"
        "If you would like to be added to my list of approved senders, please fill out the short request form (see link "
        "below). Once I approve you, I will receive your original message in my inbox.\n",
        sender="ana@x.example",
        path="<ana@x.example>",
    ),
    "uol": mail(
        "Re: Senha",
        "ANTISPAM UOL » TIRA-TEIMA\n\nOlá,\n\nVocê enviou uma mensagem para ana@x.example\n"
        "Para que sua mensagem seja encaminhada, por favor, clique aqui\n",
        sender="ana@x.example",
        path="<ana@x.example>",
    ),
    "pt": mail(
        "Re: Senha",
        "Olá! Seu endereço ainda não está autorizado. Para que a sua mensagem seja entregue, confirme o envio respondendo este "
        "e-mail. Isto é necessário para evitar spam.\n",
        sender="ana@x.example",
        path="<ana@x.example>",
    ),
    "shop": mail("Delivery notification: order 12", "Your parcel arrives tomorrow.\n", sender="shop@x.example"),
    "vac": mail(
        "Re: x",
        "Thank you for your message. It was not delivered to me because I am on vacation. Your message will not be forwarded.\n",
        sender="ana@x.example",
    ),
    "left": mail(
        "Automatic reply: x",
        "Ana is no longer with the company. Your message has not been forwarded. Write to bob@x.example. user unknown\n",
        sender="ana@x.example",
    ),
    "nullvac": mail("Undelivered order", "I am out of the office until Monday.\n", sender="ana@x.example"),
}


@pytest.mark.parametrize("name", NO_BOUNCES)
def test_a_program_that_refused_nothing(name: str) -> None:
    assert automatic.kind(parse(NO_BOUNCES[name])) == "auto"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: x", "Coloquem nosso domínio na whitelist: as mensagens de vocês ficam retidas no antispam e temos que confirmar uma a uma."),
        ("Mensagem retida", "Bom dia, sua mensagem ficou retida no antispam. Já autorizei o remetente."),
        (
            "[12] Confirmação de e-mail",
            "O link de confirmação do portal não funciona: clique e veja, diz que meu endereço não foi verificado.",
        ),
        ("Please confirm", "Please confirm that you received my message about the portal. I am waiting."),
        ("Re: senha", "I confirm that you sent the password. The message was held in our spam filter, so I reply to it now."),
    ],
)
def test_a_person_who_writes_of_filters(subject: str, text: str) -> None:
    assert automatic.kind(parse(mail(subject, text, "Ana <ana@x.example>", "<ana@x.example>"))) == "normal"


@pytest.mark.parametrize(
    ("text", "sender", "kind"),
    [
        ("Seu pacote chega amanhã.", "Loja <loja@x.example>", "auto"),
        ("Письмо для ana@sindicato.example не доставлено.", "Почта <pochta@x.example>", "bounce"),
        ("Seu pacote chega amanhã. Dúvidas: ajuda@x.example", "Loja <noreply@x.example>", "auto"),
        ("", "Correio <correio@x.example>", "bounce"),
    ],
)
def test_a_title_of_a_notice_without_a_return_path_needs_a_notice(text: str, sender: str, kind: str) -> None:
    assert automatic.kind(parse(mail("Delivery notification", text, sender))) == kind
