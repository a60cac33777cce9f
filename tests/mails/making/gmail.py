"""Gmail on the web and on Android: answers to our letters."""

from tests.mails.making.answer import made
from tests.mails.making.orders import approves, comments, logo, refuses, says, screen, silent, undecided, works
from tests.mails.making.quoted import JOAO, QUESTION, RITA
from tests.mails.making.shapes.gmail import ANDROID, WEB

SIGNED = "-- \nMaria Aparecida da Conceição\nGestora do Acordo\nSindicato dos Trabalhadores Rurais de Vale Sereno\n(11) 5555-0142"
_ASKED = (
    ("Qual é o navegador?", "Google Chrome, versão 131."),
    ("Desde quando acontece?", "Desde as 8h de hoje."),
)

_WEB = [
    approves("aprovar", "APROVAR"),
    approves("aprovar", "APROVAR", form="texto"),
    approves("aprovar", "APROVAR", form="html"),
    approves("aprovar-cortesia", "Bom dia,\n\nAprovado, muito obrigada pela atenção!"),
    approves("aprovar-assinatura", "Aprovo a solução.", below=SIGNED),
    approves("aprovar-assinatura-logo", "Aprovado!", below=f"{SIGNED}\n[[logo.png]]", files=(logo("logo.png", "ii_m3logo01"),)),
    approves("aprovar-outro-gestor", "aprovado", by=JOAO),
    refuses("recusar-motivo-ao-lado", "RECUSAR: o portal continua fora do ar", "o portal continua fora do ar"),
    refuses("recusar-motivo-abaixo", "Recuso.\nA mensagem de erro voltou às 11h.", "A mensagem de erro voltou às 11h.", form="texto"),
    refuses("recusar-motivo-acima", "O portal abre mas não grava.\n\nRECUSAR", "O portal abre mas não grava."),
    refuses("recusar-porque", "Recuso porque o acesso do João continua negado.", "o acesso do João continua negado.", below=SIGNED),
    refuses("recusar-tela", "RECUSAR\n[[tela.png]]", None, files=(screen("tela.png", "ii_m3tela01"),), keeps=False),
    refuses("recusar-anexo", "Recusado", "", files=(screen("tela-de-erro.png"),)),
    undecided("aprovar-mas", "Aprovado, mas falta o certificado de indisponibilidade.", "contrast"),
    undecided("pergunta", "Posso aprovar depois?", "question"),
    comments("obrigada", "Muito obrigada!"),
    comments("comentario", "Os três computadores da recepção já entram.\nVamos testar o celular à tarde."),
    silent("so-citacao"),
    silent("so-citacao", form="html"),
    silent("encaminhada", place="encaminha"),
    comments("encaminhada-com-texto", "Segue para conhecimento.", place="encaminha"),
    approves("aprovar-embaixo", "APROVAR", form="texto", place="baixo"),
    comments("entre", "Bom dia, respostas abaixo.", form="texto", place="entre", between=_ASKED, letter=QUESTION),
    comments("entre", "Bom dia, respostas abaixo.", form="html", place="entre", between=_ASKED, letter=QUESTION),
    says("cancelar", "CANCELAR", "CANCELAR", letter=QUESTION),
    says("consultar", "CONSULTAR", "CONSULTAR"),
    says("consultar-numero", "consultar L_61123001", "CONSULTAR", "L_61123001", by=RITA),
    works("solucionar", "SOLUCIONAR\nServiço restabelecido às 11h40.", ("SOLUCIONAR", "", "Serviço restabelecido às 11h40.")),
]
_ANDROID = [
    approves("aprovar", "Aprovar"),
    approves("aprovar-emoji", "Aprovado 👍"),
    approves("aprovar-cortesia", "Ok, aprovado. Obrigada", form="html"),
    refuses("recusar", "Recuso, não funcionou no celular", "não funcionou no celular"),
    refuses("recusar-tela", "RECUSAR\n\n[[Screenshot_20261123-110233.png]]", None, keeps=False,
            files=(screen("Screenshot_20261123-110233.png", "ii_19a2f0c3"),)),
    undecided("negacao", "não aprovo", "negation"),
    comments("comentario", "já estou em outra agência, vejo isso amanhã cedo"),
    silent("so-citacao"),
]  # fmt: skip

MAILS = [*(made("gmail", WEB, each) for each in _WEB), *(made("gmail", ANDROID, each) for each in _ANDROID)]
