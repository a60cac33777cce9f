"""Are keywords read as rules.md (Keywords) says: APROVAR never guessed, RECUSAR read kindly?"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.keyword import command
from parsers.reading import Command

APPROVALS = [
    "APROVAR", "aprovar", "Aprovar.", "APROVAR!", "APROVAR...", "APROVAR;", "aprovo", "Aprovado", "aprovada", "Aprovamos", "aprovár",
    "\u00a0APROVAR\u00a0", "  APROVAR  ",
    '"APROVAR"', "'Aprovar'", "“Aprovar”", "«APROVAR»", "*APROVAR*", "**Aprovado**", "_APROVAR_", "APROVAR 👍", "👍 Aprovado", "✅ APROVAR",
    "Aprovado 👍🏽", "Aprovado ❤️", "Aprovado :)",
    "Aprovado, obrigado!", "Aprovado. Obrigada.", "Aprovado obrigado", "Aprovado – obrigado", "Aprovado muito obrigado pela atenção",
    "Aprovado, grata.", "Obrigado, aprovado!",
    "Aprovo a solução.", "Aprovo a solução apresentada", "Aprovo o chamado", "Aprovo o chamado L_20530001", "APROVAR L_20530001",
    "APROVAR - L_20530001", "Chamado L_20530001: aprovado",
    "Aprovo a solução do chamado nº L_20530001.", "Aprovo a resposta", "Aprovo o atendimento", "Solução aprovada", "Está aprovado",
    "Eu aprovo", "Nós aprovamos a solução",
    "Ok, aprovado.", "Sim, aprovo.", "Certo, aprovado", "De acordo, aprovado", "Ciente e aprovado", "Tudo certo, aprovado.",
    "APROVAR, por favor", "Por favor, aprovar.",
    "Aprovado!!! Parabéns pela equipe", "Aprovado, obrigada Maria", "Aprovado. Problema resolvido.", "aprovado, pode encerrar o chamado",
    "Aprovado. Muito obrigada pelo excelente atendimento!",
    "Aprovado ✅ obrigado 🙏", "Bom dia! Aprovado.", "Prezados, aprovo a solução.", "Bom dia, João, aprovado",
    "Boa tarde. Aprovo a solução, muito obrigado!",
    "Bom dia,\n\nAPROVAR", "Boa tarde.\nAPROVADO", "Prezados,\nBom dia!\n\nAprovado", "Olá, tudo bem?\n\nAprovado!",
    "Bom dia, João\nAprovo.", "Prezada Maria,\n\nAprovo a solução apresentada.",
    "APROVAR\n\nObrigado!", "APROVAR\n\nObrigado pelo excelente atendimento!\n\nMaria", "Aprovado\nmuito obrigado pela rapidez",
    "APROVAR\nDeu tudo certo, obrigada.",
    "APROVAR\n\nAtenciosamente,\nMaria Silva\nGestora",
    "APROVAR\nMaria Silva\nSindicato Rural de Exemplo\n(11) 5555-0100\nwww.sindicato.example", "APROVAR\n\nmaria",
    "APROVAR\no sistema voltou a funcionar, obrigado", "APROVAR\nO problema foi resolvido.", "APROVAR\n\nEnviado do meu iPhone",
    "Aprovo!\nShow de bola, obrigado", "APROVAR\n\n[image: logo.png]",
    "Aprovado!\n\nAprovo a solução, obrigado.", "APROVAR\nAgradeço a todos da equipe pela paciência e também\npelo atendimento",
    "\u200b\nAPROVAR\n\u200b",
]  # fmt: skip


@pytest.mark.parametrize("text", APPROVALS)
def test_an_honest_approval_approves(text: str) -> None:
    assert command.read(text) == command.Commands((Command("APROVAR", "", ""),), "")


# As people write them.
WRITTEN = [
    "APROVADO.\nObrigada pela presteza no atendimento!", "Aprovado!\nFico muito grata pela ajuda, vocês são excelentes.",
    "Boa tarde,\nAprovo.\nAgradeço imensamente a colaboração da equipe.\nCordialmente,\nRosângela",
    "aprovado\nmuito obrigado mesmo, que Deus abençoe", "APROVADO!!!!\nOBRIGADA PELO EXCELENTE ATENDIMENTO!!!",
    "Bom dia! Aprovado. Muito obrigada pelo atendimento rápido e eficiente.", "Aprovo, problema solucionado.",
    "APROVAR\nTudo funcionando perfeitamente.", "Aprovado, está tudo certo agora. Obrigada",
    "Prezado José,\n\nAprovo a solução apresentada.\n\nRespeitosamente,\n\nGeruza Albuquerque\nVice-Presidente da APAE",
    "Aprovada a solução. Grato pela atenção dispensada.", "Aprovo e agradeço.", "Aprovado e agradecido",
    "Aprovo e agradeço pela atenção", "APROVO. Att. Carlos", "aprovado!! vcs são 10", "aprovado, vcs são demais!!",
    "Aprovado, parabéns a toda a equipe pelo profissionalismo.", "Ok. Aprovado.", "Ok aprovado obrigado",
    "OK, APROVO A SOLUÇÃO DO CHAMADO L_61122001, OBRIGADA.", "Venho por meio deste aprovar a solução.", "Informo que aprovo a solução.",
    "Aprovo sim", "Aprovado sim, obrigado", "Sim. Aprovado.", "Aprovado👏👏👏", "Solução aprovada!", "Está aprovada a solução.",
    "Fica aprovada a solução", "Chamado aprovado.", "Chamado L_61122001 aprovado, obrigada.", "Resolvido, aprovado.",
    "Tudo resolvido, aprovado!", "Problema resolvido. Aprovado.", "Boa tarde! Tudo certo, aprovado. Abraço",
    "Boa tarde, José. Aprovo a solução.", "Bom dia prezados, aprovado", "Bom dia, tudo bem? Aprovado!", "Oi! Aprovado, bjs",
    "Aprovado, beijos", "aprovado bjo", "Aprovar.\n\nUm ótimo dia a todos.", "Aprovado\n\nDesejo um bom trabalho a todos",
    "Aprovado.\n\nFico à disposição.", "Aprovado.\n\nQualquer dúvida estou à disposição.",
    "Aprovado\n\nPermaneço à disposição para quaisquer esclarecimentos.", "Aprovado.\n\nConseguimos emitir o certificado, obrigada!",
    "Aprovado\n\nRecebi a senha, obrigado.", "APROVAR\n\nJá recebi o acesso.", "Aprovado\n\nChegou a senha, obrigada",
    "APROVAR\nEm 20/11/2026, recebido.",
    "Aprovado.\n\nMaria do Socorro\nDiretora de Previdência - STTR Exemplo\nCel/WhatsApp: (83) 95555-0101",
    "APROVAR\n\nMaria do Socorro\nSecretaria de Políticas Sociais\nRua 7 de Setembro, nº 12, Centro, Exemplo/PB",
    "APROVAR\n--\nMaria do Socorro", "APROVAR\n________________\nMaria do Socorro", "APROVAR\n...", '"APROVAR"\n\nobrigado',
    "Aprovar!!! Obrigado, Senhor José.", "APROVO O ENCERRAMENTO", "Aprovo o fechamento do chamado, obrigada",
    "Aprovado o chamado, pode fechar", "De acordo. Aprovado.", "De acordo. Aprovo o encerramento do chamado.",
    "Estou de acordo, aprovado", "Ciente. Aprovado.", "Recebido e aprovado.", "Recebido, aprovado", "Entendido, aprovado.",
    "Excelente! Aprovado", "Maravilha! Aprovado!", "Graças a Deus, aprovado!", "Amém, aprovado",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_an_approval_among_thanks_is_heard(text: str) -> None:
    assert command.read(text) == command.Commands((Command("APROVAR", "", ""),), "")


UNDECIDED = {
    "letters": [
        "A P R O V A R", "A.P.R.O.V.A.R", "A-P-R-O-V-A-R", "ＡＰＲＯＶＡＲ",
        "АPROVAR", "АРRОVАR", "aрrovo", "APRO\u200bVAR", "APRO\u00adVAR",
        "APRO\u2060VAR", "APROVAR\u200b", "APR\u202eOVAR",
        "A\u0336PROVAR", "A\u0336P\u0336R\u0336O\u0336V\u0336A\u0336R\u0336", "APR0VAR", "4PROVADO", "𝐀𝐏𝐑𝐎𝐕𝐀𝐑", "Ⓐprovar", "ᴀᴘʀᴏᴠᴀʀ",
        "R E C U S A R", "RЕCUSAR: não resolveu", "CANC\u200bELAR", "Αprovado",
    ],
    "question": [
        "Bom dia, tudo bem? Aprovado?", "Tudo certo? Aprovado!",
        "APROVAR?", "aprovado?", "Posso aprovar?", "Como aprovar?", "Pode aprovar?", "APROVAR\nTudo certo?", "Aprovado. Quando volta?",
        "Aprovar o cadastro é urgente, podem ver?",
        "RECUSAR?", "Recuso?", "Como recusar?", "CANCELAR?", "APROVAR ？",
    ],
    "negation": [
        "não aprovo", "NÃO APROVAR", "Nao aprovado", "Não vou aprovar", "nunca aprovo", "Sem aprovar", "APROVAR não",
        "Jamais aprovo a solução", "não posso aprovar", "não recuso", "não quero recusar",
        "não vou recusar", "RECUSAR não", "Eu não recuso a solução", "não cancelar", "não confirmo",
    ],
    "future": [
        "aprovarei", "Aprovaremos", "vou aprovar", "Vamos aprovar", "Aprovo quando funcionar", "Aprovo se corrigirem",
        "Se resolver, aprovo", "Amanhã aprovo", "recusarei", "Se o erro voltar, recuso",
        "RECUSAR se não corrigirem",
    ],
    "contrast": [
        "Aprovado, mas falta o certificado", "APROVAR, porém...", "Aprovo exceto o item 2", "Aprovado com ressalvas",
        "Aprovado parcialmente", "Aprovo apenas a primeira parte",
        "APROVAR\nmas ainda falta X", "APROVAR\nAinda não testei", "APROVAR\n\no erro continua", "APROVAR\nO sistema caiu de novo",
        "APROVAR\nfalta o certificado", "APROVAR\nNão recebi o documento",
        "APROVAR 👎", "Ainda aguardo para aprovar", "APROVAR\nObrigado, porém preciso do certificado",
        "APROVAR\nObrigado, preciso do certificado", "APROVAR\nobrigado, m\u200bas falta", "APROVAR\nobrigado mаs",
        "CANCELAR\nNão preciso mais",
    ],
    "both": [
        "aprovar ou recusar?", "APROVAR / RECUSAR", "Aprovar/Recusar", "APROVAR ou RECUSAR", "RECUSAR não, APROVAR", "RECUSAR ou APROVAR",
        "APROVAR\nRECUSAR", "RECUSAR\nAPROVAR", "Recuso ou aprovo?",
        "Aprovo a solução\nRecuso o resto", "obrigado\n\nA solução está pronta\nAPROVAR\nRECUSAR", "[x] APROVAR\n[ ] RECUSAR",
        "RECUSAR\nAprovado, obrigado", "Aprovado. Recusado.",
    ],
    "buried": ["O sistema voltou.\nAPROVAR", "Obrigado!\nAPROVAR", "Segue a resposta\n\nAprovado"],
    "misspelled": ["APORVAR", "APROVRA", "APRVAR", "aprovdo", "Aprrovo", "RECUASR", "RECSUAR: x", "CANCELRA", "APROBAR"],
    "sentence": [
        "Aprovar o cadastro é urgente", "Favor aprovar o cadastro", "O cadastro foi aprovado", "Aprovado pela diretoria",
        "Obrigado por aprovar", "clique em APROVAR", "Para aprovar, responda APROVAR", "aprovação",
        "Quero aprovar", "APROVAR a solicitação do João", "aprovado o cadastro do João", "aprove", "Aprovem por favor", "aprova",
        "[APROVAR]", "~~APROVAR~~", "APROVAR\nver anexo",
        "Preciso que o cadastro seja aprovado", "Cancelar o acesso de João", "O cadastro foi recusado pelo sistema",
        "Recusado pelo sistema o cadastro", "Recusar o acesso do João é urgente",
        "Recusa do INSS", "Talvez eu recuse", "Para recusar, responda RECUSAR\n\nRECUSAR", "Ele disse: recuso", "Recuso-me a acreditar",
        "não quero\nRECUSAR",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("unclear", "text"), [(unclear, text) for unclear, texts in UNDECIDED.items() for text in texts])
def test_what_is_not_beyond_doubt_decides_nothing_and_says_why(unclear: str, text: str) -> None:
    assert command.read(text) == command.Commands((), unclear)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "obrigado", "de acordo", "ok, obrigado", "Bom dia", "Obrigado, mas falta o certificado",
        "O sistema voltou a funcionar.", "nota fiscal em anexo", "Nota fiscal em anexo",
        "NOTA FISCAL EM ANEXO", "Recurso contra a decisão", "Solucionar o problema é urgente", "Preciso de ajuda",
        "Consultar a vigência do acordo", "Relatório em anexo", "Anexo 2 documentos", "Anexo",
        "o caso foi\nsolucionado.", "o documento está\npendente\nna agência", "Pendente de análise pela área",
        "Transferir o atendimento para outra agência", "Assumir o cargo de gestor", "Em nome de todos, obrigado",
        "Prova de vida do segurado", "👍", "Segue o comprovante", "SOLUCIONAR?",
    ],
)  # fmt: skip
def test_ordinary_text_orders_nothing_and_needs_no_explanation(text: str) -> None:
    assert command.read(text) == command.Commands((), "")


REFUSALS = [
    ("Bom dia, tudo bem? Recuso porque o erro continua", "o erro continua"),
    ("RECUSAR: o erro continua", "o erro continua"), ("recusar: o erro continua", "o erro continua"),
    ("RECUSAR - não funciona", "não funciona"), ("RECUSAR. Falta o certificado", "Falta o certificado"),
    ("Recuso porque ainda aparece o erro", "ainda aparece o erro"),
    ("Recuso, pois o acesso não foi liberado", "o acesso não foi liberado"), ("Recuso por falta de resposta", "por falta de resposta"),
    ("recusar porque o link não abre", "o link não abre"), ("Recuso já que nada mudou", "nada mudou"),
    ("Recusado pelo seguinte motivo: senha inválida", "senha inválida"),
    ("Recusado, não resolveu", "não resolveu"), ("RECUSADA - CADASTRO NÃO FEITO", "CADASTRO NÃO FEITO"),
    ("Recusado! Motivo: senha inválida", "senha inválida"), ("RECUSAR (tela branca)", "tela branca"),
    ("Recuso a solução. O problema persiste", "O problema persiste"), ("Recuso o chamado L_20530001 porque não resolveu", "não resolveu"),
    ("RECUSAR L_20530001: não resolveu", "não resolveu"),
    ("recusamos a solução pois não atende", "não atende"), ("Eu recuso, o erro é o mesmo", "o erro é o mesmo"),
    ("Infelizmente tenho que recusar, pois o erro continua.", "o erro continua."),
    ("RECUSAR O erro continua", "O erro continua"), ("“RECUSAR” o erro voltou", "o erro voltou"),
    ("*RECUSAR*: o erro voltou", "o erro voltou"), ("👎 Recuso, não resolveu", "não resolveu"),
    ("RECUSAR, por favor. O CPF está errado", "O CPF está errado"),
    ("Boa tarde, recuso a solução, o acesso segue negado.", "o acesso segue negado."),
    ("RECUSAR\nAinda aparece o erro.", "Ainda aparece o erro."),
    ("Bom dia,\n\nRecuso.\n\nTela branca ao entrar.", "Tela branca ao entrar."),
    ("RECUSAR\nMotivo: o João não acessa", "o João não acessa"),
    ("RECUSAR\n\n1. senha inválida\n2. tela branca\n\nObrigada,\nMaria Silva", "1. senha inválida\n2. tela branca"),
    ("RECUSAR: não acessa\nSegue a tela.", "não acessa\nSegue a tela."),
    ("O erro continua.\nRECUSAR", "O erro continua."), ("O erro continua\n\nRECUSAR", "O erro continua"),
    ("Não funcionou.\n\nRecusado.\n\nAtt,\nMaria", "Não funcionou."),
    ("O problema não foi resolvido. Recuso.", "O problema não foi resolvido"), ("Continua com erro, recuso.", "Continua com erro"),
    ("Não aprovo, recuso porque falta o nome", "falta o nome"),
    ("RECUSAR: não posso aprovar assim", "não posso aprovar assim"), ("Recuso porque não dá para aprovar", "não dá para aprovar"),
    ("RECUSAR\nAprovar assim não é possível", "Aprovar assim não é possível"),
    ("RECUSAR, aprovar só depois de corrigir o nome", "aprovar só depois de corrigir o nome"),
    ("Recuso\n\nAprovarei quando corrigirem", "Aprovarei quando corrigirem"),
    ("RECUSAR\nSó aprovo quando funcionar", "Só aprovo quando funcionar"),
    ("RECUSAR: por que não consigo acessar?", "por que não consigo acessar?"), ("RECUSAR: CPF 000 não aparece", "CPF 000 não aparece"),
    ("RECUSAR", ""), ("Recuso", ""), ("Recusado.", ""), ("Recuso a solução apresentada", ""), ("Recuso. Obrigado.", ""),
    ("RECUSAR\n\nMaria Silva\nGestora", ""), ("Não aprovo. Recuso.", ""), ("RECUSAR: ...", ""),
    ("Bom dia,\nRECUSAR\n\nAtenciosamente,\nMaria Silva\nSindicato Rural de Exemplo", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), REFUSALS)
def test_a_refusal_is_read_kindly_with_its_reason_above_or_below(text: str, reason: str) -> None:
    assert command.read(text) == command.Commands((Command("RECUSAR", "", reason),), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CANCELAR", ("CANCELAR", "", "")),
        ("Cancelar o chamado, por favor.", ("CANCELAR", "", "")),
        ("CANCELAR\n\nObrigado", ("CANCELAR", "", "")),
        ("cancelar a solicitação L_20530001", ("CANCELAR", "", "")),
        ("CONFIRMAR", ("CONFIRMAR", "", "")),
        ("Confirmo, obrigado", ("CONFIRMAR", "", "")),
        ("CONSULTAR", ("CONSULTAR", "", "")),
        ("consultar l 20530001", ("CONSULTAR", "L_20530001", "")),
        ("CONSULTAR 21150.SR-1", ("CONSULTAR", "21150.SR-1", "")),
        ("AJUDA", ("AJUDA", "", "")),
        ("Ajuda, por favor", ("AJUDA", "", "")),
        ("Catálogo", ("CATÁLOGO", "", "")),
        ("catalogo", ("CATÁLOGO", "", "")),
        ("ANEXO 2", ("ANEXO", "2", "")),
        ("anexo nº 2", ("ANEXO", "2", "")),
        ("PROVA", ("PROVA", "", "")),
        ("prova L_20530001", ("PROVA", "L_20530001", "")),
        ("RELATÓRIO", ("RELATÓRIO", "", "")),
        ("relatorio 30 dias", ("RELATÓRIO", "30", "")),
        ("RELATÓRIO 30, com CSV", ("RELATÓRIO", "30", "")),
        ("SOLUCIONAR\nServiço restabelecido.", ("SOLUCIONAR", "", "Serviço restabelecido.")),
        ("Bom dia,\n\nSolucionado. O sistema voltou.", ("SOLUCIONAR", "", "O sistema voltou.")),
        ("solucionar: feito\n\nSegue o certificado.", ("SOLUCIONAR", "", "feito\n\nSegue o certificado.")),
        ("SOLUCIONAR Serviço ok", ("SOLUCIONAR", "", "Serviço ok")),
        ("SOLUCIONAR\nResponda APROVAR ou RECUSAR.", ("SOLUCIONAR", "", "Responda APROVAR ou RECUSAR.")),
        ("Solucionado, obrigado!", ("SOLUCIONAR", "", "obrigado!")),
        ("PENDENTE: qual é o CPF?", ("PENDENTE", "", "qual é o CPF?")),
        ("PENDENTE envie a tela?", ("PENDENTE", "", "envie a tela?")),
        ("pendente\nEnvie a tela.", ("PENDENTE", "", "Envie a tela.")),
        ("NOTA verificar com a rede", ("NOTA", "", "verificar com a rede")),
        ("nota: verificar", ("NOTA", "", "verificar")),
        ("NOTA FISCAL: verificar", None),
        ("ASSUMIR", ("ASSUMIR", "", "")),
        ("Assumir o chamado", ("ASSUMIR", "", "")),
        ("ATRIBUIR joao@inss.example", ("ATRIBUIR", "joao@inss.example", "")),
        ("atribuir a <joao@inss.example>", ("ATRIBUIR", "joao@inss.example", "")),
        ("ATRIBUIR: joao@inss.example<mailto:joao@inss.example>", ("ATRIBUIR", "joao@inss.example", "")),
        ("ATRIBUIR", ("ATRIBUIR", "", "")),
        ("ATRIBUIR João", ("ATRIBUIR", "João", "")),
        ("TRANSFERIR 21150.SR-2", ("TRANSFERIR", "21150.SR-2", "")),
        ("transferir para o grupo 21150.SR-2", ("TRANSFERIR", "21150.SR-2", "")),
        ("TRANSFERIR Rede Sudeste", ("TRANSFERIR", "Rede Sudeste", "")),
        ("RECLASSIFICAR 13", ("RECLASSIFICAR", "13", "")),
        ("reclassificar para [03]", ("RECLASSIFICAR", "3", "")),
        ("RECLASSIFICAR item 13", ("RECLASSIFICAR", "13", "")),
        ("DESFAZER", ("DESFAZER", "", "")),
        ("Fora do escopo", ("FORA DO ESCOPO", "", "")),
        ("FORA DO ESCOPO: procure a agência", ("FORA DO ESCOPO", "", "procure a agência")),
        ("MESCLAR L_20530001", ("MESCLAR", "L_20530001", "")),
        ("mesclar com o chamado l 20530001", ("MESCLAR", "L_20530001", "")),
        ("INCIDENTE", ("INCIDENTE", "", "")),
        ("INCIDENTE: queda geral", ("INCIDENTE", "", "queda geral")),
        ("EM NOME DE maria@x.example\nO portal caiu.", ("EM NOME DE", "maria@x.example", "O portal caiu.")),
        ("Em nome de: maria@x.example", ("EM NOME DE", "maria@x.example", "")),
        ("Respondo ao representante.\n\nNOTA: só para nós\nem duas linhas", ("NOTA", "", "só para nós\nem duas linhas")),
        ("Respondo ao representante.\nSOLUCIONAR", ("SOLUCIONAR", "", "")),
        ("Respondo ao representante.\nsolucionado", ("SOLUCIONAR", "", "")),
        ("O que pediram foi\nsolucionado", None),
        ("Respondo.\n\nEM NOME DE maria@x.example", None),
        ("Respondo.\n\nANEXO 1", None),
        ("Bom dia, nota fiscal em anexo", None),
        ("Olá, NOTA: só para nós", None),  # the desk asks back: what stands beside a greeting may be meant for its reader
        ("Boa tarde. Pendente de análise na agência", None),
        ("*NOTA*: só para nós", ("NOTA", "", "só para nós")),
        ("*Nota*: só para nós", ("NOTA", "", "só para nós")),
        ("**SOLUCIONAR** feito", ("SOLUCIONAR", "", "feito")),
        ("Em nome de maria@x.example: o portal caiu", ("EM NOME DE", "maria@x.example", "o portal caiu")),
        ("Respondo.\nnota de rodapé", None),
    ],
)
def test_the_other_words_carry_their_argument_and_text(text: str, expected: tuple[str, str, str] | None) -> None:
    assert command.read(text).commands == ((Command(*expected),) if expected else ())


def test_several_orders_in_one_mail_keep_their_order_and_their_text() -> None:
    found = command.read("ASSUMIR\nNOTA: vi com a rede\nduas linhas\n\nSOLUCIONAR\nFeito.\nRECLASSIFICAR 13\n")
    assert found.commands == (
        Command("ASSUMIR", "", ""),
        Command("NOTA", "", "vi com a rede\nduas linhas"),
        Command("SOLUCIONAR", "", "Feito."),
        Command("RECLASSIFICAR", "13", ""),
    )


@pytest.mark.parametrize(
    ("rest", "word"),
    [
        ("APROVAR", "APROVAR"),
        ("Aprovado, obrigado", "APROVAR"),
        ("RECUSAR: não abre", "RECUSAR"),
        ("Ajuda", "AJUDA"),
        ("", None),
        ("Portal fora do ar", None),
        ("Não aprovo", None),
        ("Cancelar o acesso de João", None),
    ],
)
def test_a_subject_that_is_a_keyword_gives_the_command(rest: str, word: str | None) -> None:
    found = command.of_subject(rest)
    assert (found.word if found else None) == word


@pytest.mark.parametrize(
    "text",
    [
        "O chamado L_20530001 foi solucionado.\nRECUSAR\nPara recusar, responda RECUSAR e o motivo.",
        "RECUSAR\nToque em APROVAR ou RECUSAR\nVocê tem até 12/06/2026 para APROVAR ou RECUSAR a solução.",
        "APROVAR\nPara recusar, responda RECUSAR e o motivo.",
        "APROVAR\nSolução: serviço restabelecido.\nRECUSAR",
        "[APROVAR] [RECUSAR]\nResponda a este e-mail com uma das palavras:\nRECUSAR",
        "Obrigado.\nO chamado foi solucionado.\nAPROVAR\nSuporte INSS",
    ],
)
def test_our_own_letter_quoted_without_a_mark_decides_nothing(text: str) -> None:
    found = command.read(text)
    assert not found.commands
    assert found.unclear


WORDS = [
    "APROVAR",
    "aprovo",
    "Aprovado",
    "RECUSAR",
    "recuso",
    "não",
    "nao",
    "obrigado",
    "mas",
    "\n",
    "?",
    ",",
    ".",
    "\u200b",
    "NOTA",
    "SOLUCIONAR",
    ":",
    "bom dia",
    "o sistema",
    "L_20530001",
    "а",
    "👎",
]


@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_any_text_can_be_read(text: str) -> None:
    found = command.read(text)
    assert found.unclear in {"", "sentence", "negation", "future", "question", "contrast", "both", "buried", "misspelled", "letters"}
    assert not (found.commands and found.unclear)
    command.of_subject(text)


NEGATIONS = st.sampled_from(["não", "nao", "Não", "NÃO", "nunca", "nem", "jamais", "na\u0303o", "n\u200bão", "nãо"])
FORMS = st.sampled_from(["aprovo", "APROVAR", "Aprovado", "aprovada", "aprovamos"])
AROUND = st.lists(st.sampled_from([*WORDS, "Bom dia,", "eu", "a solução", "Obrigada", "\n\n", "!", "-"]), max_size=6).map(" ".join)


@given(AROUND, NEGATIONS, AROUND, FORMS, AROUND)
def test_a_negation_before_an_approval_never_approves(before: str, negation: str, between: str, form: str, after: str) -> None:
    # Unless an approval stood before the negation already, in which case what follows objects to it.
    assert all(order.word != "APROVAR" for order in command.read(f"{before} {negation} {between} {form} {after}").commands)


OBJECTIONS = st.sampled_from(
    [
        "mas falta o nome",
        "porém",
        "exceto o item 2",
        "ainda não testei",
        "falta o CPF",
        "o erro continua",
        "?",
        "não funcionou",
        "e agora?",
        "só quando voltar",
        "se voltar",
    ]
)


@given(st.sampled_from(APPROVALS), st.sampled_from([" ", ", ", "\n", "\n\n", ". "]), OBJECTIONS)
def test_an_approval_with_an_objection_below_or_beside_never_approves(approval: str, gap: str, objection: str) -> None:
    assert all(order.word != "APROVAR" for order in command.read(approval + gap + objection).commands)


@pytest.mark.parametrize(
    "piece",
    [
        "a\n",
        "Bom dia\n",
        "obrigado\n",
        "recuso se x\n",
        "nao aprovo ",
        "nota x\n",
        "A ",
        "\u0301\u0327",
        "x@",
        "perfeitamente ",
        "RECUSAR: x\n",
    ],
)
def test_long_texts_take_linear_time(piece: str) -> None:
    started = time.process_time()
    command.read("APROVAR\n" + piece * (200_000 // len(piece)))
    command.read(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 5
