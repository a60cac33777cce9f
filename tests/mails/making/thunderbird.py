"""Thunderbird: answers above, below and between, in flowed text and in HTML."""

from tests.mails.making.answer import made
from tests.mails.making.orders import approves, comments, refuses, says, screen, silent, undecided, works
from tests.mails.making.quoted import ANTONIO, QUESTION
from tests.mails.making.shapes.thunderbird import THUNDERBIRD

SIGNED = "-- \nAntônio de Pádua Lima\nConsultoria Pádua Lima"
_ASKED = (
    ("O erro aparece em todos os computadores?", "Em todos os da sede."),
    ("Qual é o navegador?", "Firefox 145."),
    ("Desde quando acontece?", "Desde ontem à tarde."),
)
_LONG = (
    "O portal voltou a abrir, o cadastro do João aparece na consulta, o certificado pode ser emitido e os três computadores da "
    "recepção já estão atendendo o público desde as nove horas da manhã."
)

_ANSWERS = [
    approves("aprovar", "APROVAR", form="texto"),
    approves("aprovar", "APROVAR"),
    approves("aprovar", "APROVAR", form="html"),
    approves("aprovar-embaixo", "APROVAR", form="texto", place="baixo"),
    approves("aprovar-embaixo", "APROVAR", form="html", place="baixo"),
    approves("aprovar-embaixo-assinatura", "Aprovado, obrigado.", form="texto", place="baixo", below=SIGNED, by=ANTONIO),
    approves("aprovar-assinatura", "Aprovo a solução.", form="texto", below=SIGNED, by=ANTONIO),
    approves("aprovar-assinatura", "Aprovo a solução.", form="html", below=SIGNED, by=ANTONIO),
    approves("aprovar-embaixo-html-assinatura", "Aprovado!", place="baixo", form="html", below=SIGNED, by=ANTONIO),
    refuses("recusar-motivo-abaixo", "RECUSAR\nO erro 503 continua no computador da recepção.",
            "O erro 503 continua no computador da recepção.", form="texto"),
    refuses("recusar-embaixo", "Recuso. O acesso segue negado.", "O acesso segue negado.", form="texto", place="baixo"),
    refuses("recusar-anexo", "Recusado", "", form="texto", files=(screen("tela-do-erro.png"),)),
    undecided("ambas", "RECUSAR ou APROVAR", "both", form="texto"),
    undecided("enterrada", "O sistema voltou.\nAPROVAR", "buried", form="texto"),
    comments("comentario-longo", _LONG, form="texto"),
    comments("entre", "Respostas no texto.", form="texto", place="entre", between=_ASKED, letter=QUESTION),
    comments("entre", "Respostas no texto.", form="html", place="entre", between=_ASKED, letter=QUESTION),
    comments("entre-sem-nada-em-cima", "", form="texto", place="entre", between=_ASKED, letter=QUESTION),
    silent("so-citacao", form="texto"),
    silent("so-citacao", form="html"),
    silent("encaminhada", form="texto", place="encaminha", subject="Fwd: [L_61123001] Portal fora do ar"),
    says("consultar", "Consultar", "CONSULTAR", form="texto"),
    says("anexo", "ANEXO 2", "ANEXO", "2", form="texto"),
    works("nota", "NOTA\nConferi com a rede: queda geral entre 8h e 11h40.",
          ("NOTA", "", "Conferi com a rede: queda geral entre 8h e 11h40."), form="texto"),
    works("solucionar-embaixo", "SOLUCIONAR\nServiço restabelecido.", ("SOLUCIONAR", "", "Serviço restabelecido."),
          form="texto", place="baixo"),
]  # fmt: skip

MAILS = [made("thunderbird", THUNDERBIRD, each) for each in _ANSWERS]
