"""Lotus (HCL) Notes, its web client, and mutt."""

from tests.mails.making.answer import made
from tests.mails.making.orders import approves, comments, refuses, says, silent, undecided, works
from tests.mails.making.quoted import QUESTION, RITA
from tests.mails.making.shapes.notes import INOTES, MUTT, NOTES

CLOSING = "Atenciosamente,\n\nRita de Cássia Moura\nPrefeitura Municipal de Ribeirão Manso"
_ASKED = (
    ("O erro aparece em todos os computadores?", "Não, só no da recepção."),
    ("Desde quando acontece?", "Desde quinta-feira."),
)
_ANSWERS = [
    (NOTES, approves("aprovar", "APROVAR")),
    (NOTES, approves("aprovar", "APROVAR", form="texto")),
    (NOTES, approves("aprovar", "APROVAR", form="html")),
    (NOTES, approves("aprovar-assinatura", "Aprovado.", below=CLOSING, by=RITA)),
    (NOTES, refuses("recusar", "RECUSAR: o acesso da Rita venceu ontem", "o acesso da Rita venceu ontem", by=RITA)),
    (NOTES, undecided("contraste", "Aprovado, porém com atraso.", "contrast", form="texto")),
    (NOTES, comments("comentario", "Recebido, vamos verificar.", form="html")),
    (NOTES, silent("so-citacao", form="texto")),
    (NOTES, silent("so-citacao", form="html")),
    (INOTES, approves("aprovar", "APROVAR")),
    (INOTES, approves("aprovar", "Aprovado", form="html")),
    (INOTES, refuses("recusar", "RECUSAR\nA senha provisória não funciona.", "A senha provisória não funciona.", form="texto")),
    (INOTES, silent("so-citacao")),
    (MUTT, approves("aprovar", "APROVAR", form="texto")),
    (MUTT, approves("aprovar-embaixo", "APROVAR", form="texto", place="baixo")),
    (MUTT, refuses("recusar-embaixo", "RECUSAR: o certificado venceu", "o certificado venceu", form="texto", place="baixo")),
    (MUTT, comments("entre", "", form="texto", place="entre", between=_ASKED, letter=QUESTION)),
    (MUTT, silent("so-citacao", form="texto")),
    (MUTT, says("consultar", "CONSULTAR L_61123001", "CONSULTAR", "L_61123001", form="texto")),
    (MUTT, works("desfazer", "DESFAZER", ("DESFAZER", "", ""), form="texto")),
]

MAILS = [made("notes_mutt", shape, answer) for shape, answer in _ANSWERS]
