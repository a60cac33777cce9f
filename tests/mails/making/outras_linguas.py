"""Programs that speak another language, and answers in Portuguese or in that language."""

from tests.mails.making.answer import made
from tests.mails.making.orders import approves, comments, refuses, silent, undecided
from tests.mails.making.quoted import ANTONIO, QUESTION
from tests.mails.making.shapes.apple import IPHONE, MAIL
from tests.mails.making.shapes.gmail import ANDROID
from tests.mails.making.shapes.gmail import WEB as GMAIL
from tests.mails.making.shapes.notes import INOTES, MUTT, NOTES
from tests.mails.making.shapes.outlook import DESKTOP
from tests.mails.making.shapes.outlook_web import PHONE
from tests.mails.making.shapes.outlook_web import WEB as OUTLOOK
from tests.mails.making.shapes.phones import K9, SAMSUNG
from tests.mails.making.shapes.providers import PROTON, YAHOO
from tests.mails.making.shapes.thunderbird import THUNDERBIRD
from tests.mails.making.shapes.webmail import ROUNDCUBE, ZIMBRA

_PORTUGAL = [
    (GMAIL, approves("aprovar", "Aprovado, obrigada.", language="pt-PT")),
    (GMAIL, approves("aprovar", "APROVAR", language="pt-PT", form="html")),
    (GMAIL, silent("so-citacao", language="pt-PT", form="texto")),
    (DESKTOP, approves("aprovar", "Aprovo.", language="pt-PT", below="Com os melhores cumprimentos,\nAntónio Lima", by=ANTONIO)),
    (DESKTOP, refuses("recusar", "RECUSAR: o ecrã continua em branco", "o ecrã continua em branco", language="pt-PT", form="html")),
    (OUTLOOK, approves("aprovar", "APROVAR", language="pt-PT")),
    (OUTLOOK, silent("so-citacao", language="pt-PT", form="html")),
    (THUNDERBIRD, approves("aprovar", "Aprovo", language="pt-PT", form="texto")),
    (THUNDERBIRD, comments("comentario", "Vou confirmar com o colega.", language="pt-PT", form="html")),
    (MAIL, approves("aprovar", "Aprovar", language="pt-PT", form="texto")),
    (
        IPHONE,
        refuses(
            "recusar",
            "Recuso, o telemóvel não recebe o código",
            "o telemóvel não recebe o código",
            language="pt-PT",
            below="Enviado do meu iPhone",
        ),
    ),
    (ROUNDCUBE, approves("aprovar", "Aprovado", language="pt-PT", form="texto")),
]
_ENGLISH = [
    (GMAIL, approves("aprovar", "APROVAR", language="en")),
    (GMAIL, comments("native", "Thank you, it works now.", language="en", form="texto")),
    (ANDROID, silent("so-citacao", language="en", form="html")),
    (DESKTOP, approves("aprovar", "Aprovado, obrigada.", language="en")),
    (DESKTOP, comments("native", "The portal is still slow on our side.", language="en", form="html")),
    (DESKTOP, refuses("recusar", "RECUSAR: acesso negado", "acesso negado", language="en", form="texto")),
    (OUTLOOK, approves("aprovar", "APROVAR", language="en", form="html")),
    (PHONE, approves("aprovar", "Aprovar", language="en", below="Get Outlook for iOS<https://aka.ms/o0ukef>")),
    (IPHONE, approves("aprovar", "Aprovado", language="en", below="Sent from my iPhone")),
    (MAIL, undecided("pergunta", "Posso aprovar amanhã?", "question", language="en", form="texto")),
    (THUNDERBIRD, approves("aprovar-embaixo", "APROVAR", language="en", form="texto", place="baixo")),
    (SAMSUNG, approves("aprovar", "Aprovado", language="en", form="html", below="Sent from my Galaxy")),
    (YAHOO, refuses("recusar", "RECUSAR: não abre", "não abre", language="en")),
    (PROTON, approves("aprovar", "APROVAR", language="en", below="Sent with Proton Mail secure email.")),
    (NOTES, approves("aprovar", "Aprovar", language="en", form="texto")),
    (INOTES, silent("so-citacao", language="en", form="texto")),
    (MUTT, approves("aprovar", "Aprovo", language="en", form="texto")),
    (ZIMBRA, approves("aprovar", "Aprovado", language="en", form="texto")),
    (K9, refuses("recusar", "Recusar: sem acesso", "sem acesso", language="en", form="texto")),
    (ROUNDCUBE, comments("native", "Will check with the team tomorrow.", language="en", form="texto")),
]
_SPANISH = [
    (GMAIL, approves("aprovar", "APROVAR", language="es")),
    (GMAIL, comments("native", "Muchas gracias, ya funciona.", language="es", form="texto")),
    (DESKTOP, approves("aprovar", "Aprovo a solução.", language="es")),
    (DESKTOP, silent("so-citacao", language="es", form="html")),
    (OUTLOOK, refuses("recusar", "Recuso: o erro continua.", "o erro continua.", language="es")),
    (THUNDERBIRD, approves("aprovar", "Aprovado", language="es", form="texto")),
    (MAIL, approves("aprovar", "Aprovar", language="es", form="html")),
    (IPHONE, comments("native", "Ya lo probé, gracias", language="es", below="Enviado desde mi iPhone")),
    (YAHOO, approves("aprovar", "APROVAR", language="es", form="html")),
    (ZIMBRA, approves("aprovar", "Aprovado.", language="es")),
    (ROUNDCUBE, approves("aprovar", "APROVAR", language="es", form="texto")),
    (NOTES, refuses("recusar", "RECUSAR: sigue fora do ar", "sigue fora do ar", language="es")),
    (SAMSUNG, silent("so-citacao", language="es", form="html", below="Enviado desde mi Galaxy")),
    (K9, comments("native", "Respondo mañana.", language="es", form="texto")),
]
_FRENCH = [
    (GMAIL, approves("aprovar", "APROVAR", language="fr")),
    (DESKTOP, approves("aprovar", "Aprovado.", language="fr")),
    (OUTLOOK, comments("native", "Merci, tout fonctionne.", language="fr", form="html")),
    (THUNDERBIRD, approves("aprovar", "Aprovo", language="fr", form="texto")),
    (MAIL, silent("so-citacao", language="fr", form="texto")),
]
_GERMAN = [
    (GMAIL, approves("aprovar", "APROVAR", language="de")),
    (DESKTOP, approves("aprovar", "Aprovado.", language="de", form="html")),
    (OUTLOOK, approves("aprovar", "Aprovo.", language="de")),
    (THUNDERBIRD, comments("native", "Danke, ich prüfe das morgen.", language="de", form="texto")),
    (NOTES, silent("so-citacao", language="de", form="texto")),
]
_ITALIAN = [
    (GMAIL, approves("aprovar", "APROVAR", language="it")),
    (DESKTOP, refuses("recusar", "RECUSAR: ancora fora do ar", "ancora fora do ar", language="it")),
    (THUNDERBIRD, approves("aprovar", "Aprovado", language="it", form="texto")),
    (IPHONE, comments("native", "Grazie, tutto risolto", language="it", below="Inviato da iPhone", letter=QUESTION)),
    (ROUNDCUBE, silent("so-citacao", language="it", form="texto")),
]  # fmt: skip

_TABLES = (_PORTUGAL, _ENGLISH, _SPANISH, _FRENCH, _GERMAN, _ITALIAN)
MAILS = [made("outras_linguas", shape, answer) for table in _TABLES for shape, answer in table]
