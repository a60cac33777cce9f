"""Web mail of public offices and entities: Zimbra, Roundcube, Expresso, SquirrelMail, Horde."""

from tests.mails.making.answer import made
from tests.mails.making.orders import approves, comments, refuses, says, screen, silent, undecided, works
from tests.mails.making.quoted import ANTONIO, CONCEICAO, JOAO, QUESTION, RITA
from tests.mails.making.shapes.webmail import EXPRESSO, HORDE, ROUNDCUBE, SQUIRREL, ZIMBRA

CLOSING = "Atenciosamente,\n\nRita de Cássia Moura\nSecretaria de Assistência Social\nPrefeitura Municipal de Ribeirão Manso"
NOTICE = (
    '"Esta mensagem é reservada e sua divulgação, distribuição, reprodução ou qualquer forma de uso é proibida e depende de prévia '
    'autorização. Se você a recebeu por engano, apague-a e avise o remetente."'
)
MARK = "-- \nJoão Batista Nogueira"

_ZIMBRA = [
    approves("aprovar", "APROVAR"),
    approves("aprovar", "APROVAR", form="texto"),
    approves("aprovar", "APROVAR", form="html"),
    approves("aprovar-assinatura", "Aprovado.", below=CLOSING, by=RITA),
    approves("aprovar-assinatura", "Aprovado.", below=CLOSING, by=RITA, form="html"),
    approves("aprovar-branco-no-fim", "APROVAR ", keeps=False),
    refuses("recusar", "RECUSAR: o cadastro da Rita não foi prorrogado", "o cadastro da Rita não foi prorrogado", by=RITA, below=CLOSING),
    refuses("recusar-acima", "A tela de login não carrega.\nRECUSAR", "A tela de login não carrega.", form="html"),
    undecided("salvo", "Aprovo, exceto o cadastro do João.", "contrast"),
    comments("comentario", "Estamos testando com a equipe.", by=RITA),
    silent("so-citacao"),
    silent("so-citacao", form="html"),
    says("prova", "PROVA", "PROVA"),
    works("assumir", "ASSUMIR", ("ASSUMIR", "", "")),
]
_ROUNDCUBE = [
    approves("aprovar", "APROVAR", form="texto"),
    approves("aprovar", "APROVAR"),
    approves("aprovar", "APROVAR", form="html"),
    approves("aprovar-embaixo", "Aprovado, obrigado.", form="texto", place="baixo", by=ANTONIO),
    approves("aprovar-embaixo", "Aprovado, obrigado.", form="html", place="baixo", by=ANTONIO),
    approves("aprovar-assinatura", "Aprovamos a solução.", form="texto", below=MARK, by=JOAO),
    refuses("recusar", "Recusado: a senha não chegou", "a senha não chegou", form="texto"),
    undecided("negacao", "Não recuso nem aprovo, quero falar com o técnico.", None),
    comments("comentario", "Segue o comprovante.", files=(screen("comprovante.png"),)),
    silent("so-citacao", form="texto"),
    silent("so-citacao", form="html"),
    says("ajuda", "Ajuda", "AJUDA", form="texto"),
]
_EXPRESSO = [
    approves("aprovar", "APROVAR", form="html"),
    approves("aprovar", "APROVAR", form="texto"),
    approves("aprovar-cortesia", "Prezados,\n\nAprovo a solução, obrigada.", form="html", by=CONCEICAO),
    approves("aprovar-assinatura-aviso", "Aprovado.", form="html", by=RITA, below=f"{CLOSING}\n\n{NOTICE}"),
    refuses("recusar", "RECUSAR\nO e-mail cadastrado está errado.", "O e-mail cadastrado está errado.", form="html"),
    refuses("recusar", "RECUSAR\nO e-mail cadastrado está errado.", "O e-mail cadastrado está errado.", form="texto"),
    undecided("pergunta", "Como faço para aprovar?", "question", form="html"),
    comments("comentario", "Recebido, obrigada.", form="html", letter=QUESTION),
    silent("so-citacao", form="html"),
    works("transferir", "TRANSFERIR 21150.SR-3", ("TRANSFERIR", "21150.SR-3", ""), form="html"),
]
_OLD = [
    (SQUIRREL, approves("aprovar", "APROVAR", form="texto")),
    (SQUIRREL, approves("aprovar-assinatura", "Aprovado", form="texto", below=MARK, by=JOAO)),
    (SQUIRREL, refuses("recusar", "Recuso porque não resolveu", "não resolveu", form="texto")),
    (SQUIRREL, silent("so-citacao", form="texto")),
    (SQUIRREL, comments("comentario", "Amanhã eu respondo.", form="texto")),
    (HORDE, approves("aprovar", "Aprovar", form="texto")),
    (HORDE, approves("aprovar-embaixo", "Aprovado", form="texto", place="baixo")),
    (HORDE, refuses("recusar", "RECUSAR\nO arquivo veio corrompido.", "O arquivo veio corrompido.", form="texto")),
    (HORDE, silent("so-citacao", form="texto")),
]  # fmt: skip

_TABLES = ((ZIMBRA, _ZIMBRA), (ROUNDCUBE, _ROUNDCUBE), (EXPRESSO, _EXPRESSO))
_ALL = [*((shape, answer) for shape, answers in _TABLES for answer in answers), *_OLD]
MAILS = [made("zimbra_expresso", shape, answer) for shape, answer in _ALL]
