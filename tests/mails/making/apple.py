"""Apple Mail and the iPhone: answers to our letters."""

from tests.mails.making.answer import made
from tests.mails.making.orders import approves, comments, refuses, says, screen, silent, undecided, works
from tests.mails.making.quoted import CONCEICAO, JOAO, QUESTION
from tests.mails.making.shapes.apple import IPHONE, MAIL

SENT = "Enviado do meu iPhone"
SIGNED = "Atenciosamente,\nJoão Batista Nogueira"
_ASKED = (
    ("O erro aparece em todos os computadores?", "Sim, em todos."),
    ("Qual é o navegador?", "Safari e Chrome."),
)

_MAIL = [
    approves("aprovar", "APROVAR"),
    approves("aprovar", "APROVAR", form="texto"),
    approves("aprovar-aspas", "“Aprovar”", form="html"),
    approves("aprovar-assinatura", "Aprovado, grato.", below=SIGNED, by=JOAO),
    approves("aprovar-embaixo", "Aprovado.", form="texto", place="baixo"),
    refuses("recusar-motivo-abaixo", "RECUSAR\nA página continua em branco.", "A página continua em branco."),
    refuses("recusar-motivo-ao-lado", "Recusamos, pois o acesso segue bloqueado.", "o acesso segue bloqueado.", form="texto"),
    refuses("recusar-anexo", "RECUSAR", "", form="texto", files=(screen("Captura de Tela 2026-11-23.png"),)),
    undecided("contraste", "Aprovo, porém falta o certificado.", "contrast"),
    comments("comentario", "Recebi, vou testar depois do almoço."),
    comments("entre", "", form="texto", place="entre", between=_ASKED, letter=QUESTION),
    comments("entre", "", form="html", place="entre", between=_ASKED, letter=QUESTION),
    silent("so-citacao"),
    silent("encaminhada", form="texto", place="encaminha", subject="Fwd: [L_61123001] Portal fora do ar"),
    silent("encaminhada", form="html", place="encaminha", subject="Fwd: [L_61123001] Portal fora do ar"),
    works("pendente", "PENDENTE\nQual é o CPF do representante?", ("PENDENTE", "", "Qual é o CPF do representante?")),
]
_IPHONE = [
    approves("aprovar", "Aprovar", below=SENT),
    approves("aprovar", "Aprovar", below=SENT, form="html"),
    approves("aprovar-cortesia", "Boa tarde! Aprovado, obrigada.", below=SENT, form="texto", by=CONCEICAO),
    approves("aprovar-sem-linha", "Aprovada", form="html"),
    refuses("recusar", "Recuso, o código não chega por SMS", "o código não chega por SMS", below=SENT),
    refuses("recusar-tela", "RECUSAR", "", below=SENT, form="texto", files=(screen("IMG_2041.PNG"),)),
    undecided("grafia", "Aporvar", "misspelled", below=SENT),
    undecided("pergunta", "Aprovar?", "question", below=SENT),
    comments("comentario", "Ok, vou ver amanhã com a equipe", below=SENT),
    silent("so-citacao", below=SENT),
    silent("so-citacao", below=SENT, form="html"),
    silent("so-citacao", below=SENT, form="texto"),
    says("catalogo", "Catálogo", "CATÁLOGO", below=SENT),
]

MAILS = [*(made("apple", MAIL, each) for each in _MAIL), *(made("apple", IPHONE, each) for each in _IPHONE)]
