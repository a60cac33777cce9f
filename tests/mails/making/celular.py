"""Samsung Email and K-9 Mail: answers from telephones."""

from tests.mails.making.answer import made
from tests.mails.making.orders import approves, comments, refuses, says, screen, silent, undecided
from tests.mails.making.quoted import JOAO, QUESTION, RITA
from tests.mails.making.shapes.phones import K9, SAMSUNG

GALAXY = "Enviado do meu Galaxy"
OLDER = "Enviado do meu smartphone Samsung Galaxy."
BRIEF = "-- \nEnviado do meu dispositivo Android com o K-9 Mail. Por favor, desculpe minha brevidade."

_SAMSUNG = [
    approves("aprovar", "Aprovar", below=GALAXY),
    approves("aprovar", "Aprovar", below=GALAXY, form="html"),
    approves("aprovar-cortesia", "Aprovado, muito obrigada!", below=OLDER),
    approves("aprovar-sem-linha", "APROVADO", form="html", by=JOAO),
    refuses("recusar", "Recusar: ainda aparece acesso negado", "ainda aparece acesso negado", below=GALAXY),
    refuses("recusar-tela", "RECUSAR", "", below=GALAXY, files=(screen("Screenshot_20261123_105012_Chrome.png"),)),
    undecided("pergunta", "aprovo?", "question", below=GALAXY),
    comments("comentario", "Boa tarde, vou conferir com o pessoal do balcão", below=OLDER, form="html"),
    silent("so-citacao", below=GALAXY),
    silent("so-citacao", below=GALAXY, form="html"),
    says("cancelar", "Cancelar", "CANCELAR", below=GALAXY, letter=QUESTION),
]
_K9 = [
    approves("aprovar", "APROVAR", form="texto", below=BRIEF),
    approves("aprovar", "APROVAR", below=BRIEF),
    approves("aprovar-embaixo", "Aprovado", form="texto", place="baixo"),
    refuses("recusar", "Recuso\nO portal caiu de novo às 10h50.", "O portal caiu de novo às 10h50.", form="texto", below=BRIEF, by=RITA),
    undecided("condicao", "Aprovo quando voltar a funcionar", "future", form="html"),
    comments("comentario", "ok, obrigada", form="html", below=BRIEF),
    silent("so-citacao", form="texto", below=BRIEF),
]

MAILS = [*(made("celular", SAMSUNG, each) for each in _SAMSUNG), *(made("celular", K9, each) for each in _K9)]
