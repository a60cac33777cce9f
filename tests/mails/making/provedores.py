"""Web mail of the large providers: Yahoo, Proton, UOL, BOL, Terra."""

from tests.mails.making.answer import made
from tests.mails.making.orders import approves, comments, refuses, says, silent, undecided
from tests.mails.making.quoted import ANTONIO, CONCEICAO, JOAO, QUESTION
from tests.mails.making.shapes.providers import BOL, PROTON, TERRA, UOL, YAHOO

PROTECTED = "Enviado com Proton Mail secure email."
YAHOO_LINE = "Enviado do Yahoo Mail no Android"
_ANSWERS = [
    (YAHOO, approves("aprovar", "APROVAR")),
    (YAHOO, approves("aprovar", "APROVAR", form="html")),
    (YAHOO, approves("aprovar-branco-na-frente", " APROVAR", keeps=False)),
    (YAHOO, approves("aprovar-linha", "Aprovado", below=YAHOO_LINE)),
    (YAHOO, approves("aprovar-cortesia", "Boa tarde,\nAprovo, obrigada!", form="html", by=CONCEICAO)),
    (YAHOO, refuses("recusar", "RECUSAR: continua lento", "continua lento", form="html")),
    (YAHOO, undecided("futuro", "amanhã eu aprovo", "future")),
    (YAHOO, silent("so-citacao", form="html")),
    (YAHOO, silent("so-citacao")),
    (PROTON, approves("aprovar", "APROVAR")),
    (PROTON, approves("aprovar", "APROVAR", form="html")),
    (PROTON, approves("aprovar-linha", "Aprovado, grato.", below=PROTECTED, by=ANTONIO)),
    (PROTON, refuses("recusar", "Recuso: o acesso expirou de novo.", "o acesso expirou de novo.", by=ANTONIO)),
    (PROTON, comments("comentario", "Vou encaminhar ao jurídico.", form="html", by=ANTONIO)),
    (PROTON, silent("so-citacao", below=PROTECTED)),
    (UOL, approves("aprovar", "APROVAR")),
    (UOL, approves("aprovar", "APROVAR", form="html")),
    (UOL, refuses("recusar", "RECUSAR, a declaração não foi emitida.", "a declaração não foi emitida.")),
    (UOL, silent("so-citacao", form="html")),
    (UOL, says("cancelar", "CANCELAR", "CANCELAR", letter=QUESTION, by=JOAO)),
    (BOL, approves("aprovar-cortesia", "Aprovado! Obrigado.", by=JOAO)),
    (BOL, refuses("recusar", "Recusada, pois falta o nome da entidade.", "falta o nome da entidade.", form="html")),
    (BOL, silent("so-citacao")),
    (TERRA, approves("aprovar", "Aprovo")),
    (TERRA, approves("aprovar", "Aprovo", form="html")),
    (TERRA, refuses("recusar", "RECUSAR\nSem acesso desde sexta.", "Sem acesso desde sexta.", form="texto")),
    (TERRA, silent("so-citacao", form="html")),
]

MAILS = [made("provedores", shape, answer) for shape, answer in _ANSWERS]
