"""Technicians and supervisors: every word of theirs, from the programs that offices use."""

from tests.mails.making.answer import made
from tests.mails.making.orders import comments, screen, silent, works
from tests.mails.making.quoted import CARLOS, MARCOS, PAULO, WORK
from tests.mails.making.shapes.apple import IPHONE
from tests.mails.making.shapes.gmail import WEB as GMAIL
from tests.mails.making.shapes.outlook import DESKTOP
from tests.mails.making.shapes.outlook_web import PHONE
from tests.mails.making.shapes.outlook_web import WEB as OUTLOOK
from tests.mails.making.shapes.thunderbird import THUNDERBIRD
from tests.mails.making.shapes.webmail import EXPRESSO, ROUNDCUBE, ZIMBRA

CLOSING = "Atenciosamente,\n\nAna Lúcia Barros\nAtendimento às Entidades\nSuperintendência Regional Sudeste I"
SIGNED = "-- \nPaulo Roberto Dias\nTécnico"
_STEPS = "1. Limpe o cache do navegador.\n2. Entre de novo no portal.\n\nSe o erro voltar, responda a este e-mail."

_ANSWERS = [
    (THUNDERBIRD, works("solucionar-passos", f"SOLUCIONAR\n{_STEPS}", ("SOLUCIONAR", "", _STEPS), form="texto", by=PAULO, below=SIGNED)),
    (EXPRESSO, works("solucionar-passos", f"SOLUCIONAR\n{_STEPS}", ("SOLUCIONAR", "", _STEPS), form="texto", below=CLOSING)),
    (DESKTOP, works("solucionar-assinatura", "SOLUCIONAR: o acesso foi prorrogado até 30/11/2027.",
                    ("SOLUCIONAR", "", "o acesso foi prorrogado até 30/11/2027."), below=CLOSING)),
    (DESKTOP, works("solucionado", "Prezada Maria,\n\nSolucionado. O serviço voltou às 11h40.",
                    ("SOLUCIONAR", "", "O serviço voltou às 11h40."), form="texto", below=CLOSING)),
    (OUTLOOK, works("solucionar-anexo", "SOLUCIONAR\nSegue o certificado de indisponibilidade.",
                    ("SOLUCIONAR", "", "Segue o certificado de indisponibilidade."), files=(screen("certificado.png"),))),
    (OUTLOOK, works("solucionar-palavras-da-carta", "SOLUCIONAR\nFeito. Responda APROVAR ou RECUSAR.",
                    ("SOLUCIONAR", "", "Feito. Responda APROVAR ou RECUSAR."))),
    (GMAIL, works("pendente-ao-lado", "PENDENTE: envie a tela com a data e a hora, por favor.",
                  ("PENDENTE", "", "envie a tela com a data e a hora, por favor."), by=CARLOS)),
    (ROUNDCUBE, works("pendente-abaixo", "Pendente\nO erro aparece também na rede do celular?",
                      ("PENDENTE", "", "O erro aparece também na rede do celular?"), form="texto")),
    (OUTLOOK, works("nota", "NOTA: aguardar o retorno da área de rede.", ("NOTA", "", "aguardar o retorno da área de rede."), form="html")),
    (EXPRESSO, works("nota-depois-da-resposta", "Bom dia, Maria. Estamos verificando.\n\nNOTA\nChamar a rede antes das 14h.",
                     ("NOTA", "", "Chamar a rede antes das 14h."), form="texto")),
    (DESKTOP, works("assumir", "Assumo o chamado.", ("ASSUMIR", "", ""), by=CARLOS, form="html")),
    (ZIMBRA, works("atribuir", "ATRIBUIR carlos.pinto@sr1.atendimento.example", ("ATRIBUIR", "carlos.pinto@sr1.atendimento.example", ""))),
    (OUTLOOK, works("atribuir-com-ligacao", "ATRIBUIR carlos.pinto@sr1.atendimento.example<mailto:carlos.pinto@sr1.atendimento.example>",
                    ("ATRIBUIR", "carlos.pinto@sr1.atendimento.example", ""), form="texto", by=MARCOS)),
    (ROUNDCUBE, works("transferir", "transferir para o grupo 21150.SR-3", ("TRANSFERIR", "21150.SR-3", ""), form="html")),
    (THUNDERBIRD, works("reclassificar", "RECLASSIFICAR 13", ("RECLASSIFICAR", "13", ""), form="texto")),
    (DESKTOP, works("reclassificar-colchetes", "Reclassificar para [03]", ("RECLASSIFICAR", "3", ""), form="texto")),
    (OUTLOOK, works("desfazer", "Desfazer", ("DESFAZER", "", ""))),
    (OUTLOOK, works("fora-do-escopo", "FORA DO ESCOPO\nO canal não trata do prazo de análise do benefício.",
                    ("FORA DO ESCOPO", "", "O canal não trata do prazo de análise do benefício."))),
    (EXPRESSO, works("fora-do-escopo-ao-lado", "Fora do escopo: procure o telefone 135.",
                     ("FORA DO ESCOPO", "", "procure o telefone 135."), form="html")),
    (GMAIL, works("mesclar", "MESCLAR L_61123002", ("MESCLAR", "L_61123002", ""))),
    (DESKTOP, works("mesclar-prosa", "mesclar com o chamado L_61123002", ("MESCLAR", "L_61123002", ""), form="html")),
    (THUNDERBIRD, works("incidente", "INCIDENTE: queda geral do portal", ("INCIDENTE", "", "queda geral do portal"), form="html")),
    (ZIMBRA, works("incidente", "INCIDENTE", ("INCIDENTE", "", ""), form="html")),
    (THUNDERBIRD, works("varias-ordens", "ASSUMIR\nNOTA: falei com a rede às 9h\nRECLASSIFICAR 13",
                        ("ASSUMIR", "", ""), ("NOTA", "", "falei com a rede às 9h"), ("RECLASSIFICAR", "13", ""), form="texto", by=PAULO)),
    (IPHONE, works("assumir", "Assumir", ("ASSUMIR", "", ""), below="Enviado do meu iPhone")),
    (PHONE, works("consultar-grupo", "CONSULTAR 21150.SR-1", ("CONSULTAR", "21150.SR-1", ""),
                  below="Obter o Outlook para Android<https://aka.ms/AAb9ysg>", by=MARCOS)),
    (OUTLOOK, works("anexo", "Anexo 2", ("ANEXO", "2", ""))),
    (OUTLOOK, works("relatorio", "RELATÓRIO", ("RELATÓRIO", "", ""), by=MARCOS)),
    (DESKTOP, works("relatorio-30-csv", "Relatório 30 dias, com CSV", ("RELATÓRIO", "30", ""), form="texto", by=MARCOS)),
    (OUTLOOK, comments("resposta-publica", "Bom dia, Maria. O erro aparece em todos os computadores?", letter=WORK)),
    (DESKTOP, comments("nota-fiscal", "Nota fiscal em anexo, obrigada.", letter=WORK, form="html")),
    (EXPRESSO, comments("pendente-em-prosa", "Pendente de análise pela área de rede.", letter=WORK, form="html")),
    (GMAIL, silent("so-citacao", letter=WORK)),
    (DESKTOP, silent("so-citacao", letter=WORK, form="html")),
    (EXPRESSO, silent("so-citacao", letter=WORK, form="texto", below=CLOSING)),
]  # fmt: skip

MAILS = [made("tecnicos", shape, answer) for shape, answer in _ANSWERS]
