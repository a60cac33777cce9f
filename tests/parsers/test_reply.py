"""Is only what the person wrote now taken as new text, for the mail programs in use?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.reply.fused import apart
from parsers.reply.reply import new_text
from tests.yardstick import within

LETTER = "Responda acima desta linha\n\nO chamado L_20530001 foi solucionado.\nAPROVAR\nRECUSAR"
MARKED = "\n".join(f"> {line}".rstrip() for line in LETTER.split("\n"))
BLOCK = (
    "De: Suporte <suporte@carteiro.example>\nEnviada em: sexta-feira, 5 de junho de 2026 10:00\n"
    "Para: Maria Silva <maria@x.example>\nAssunto: [L_20530001] Portal fora"
)

CLIENTS = {
    "gmail": f"APROVAR\n\nEm sex., 5 de jun. de 2026 às 10:00, Suporte <suporte@carteiro.example>\nescreveu:\n\n{MARKED}\n",
    "gmail without marks": f"APROVAR\n\nEm sex., 5 de jun. de 2026 às 10:00, Suporte <suporte@carteiro.example> escreveu:\n\n{LETTER}\n",
    "gmail wrapped over three lines": (
        "APROVAR\n\nEm sex., 5 de jun. de 2026 às 10:00, Suporte às Entidades Parceiras\n<\n"
        f"suporte@carteiro.example> escreveu:\n\n{MARKED}\n"
    ),
    "outlook desktop": f"APROVAR\n\n\n{BLOCK}\n\n{LETTER}",
    "outlook desktop with importance": f"APROVAR\n\n{BLOCK}\nPrioridade: Alta\n\n{LETTER}",
    "outlook desktop, bold labels": (
        "APROVAR\n\n*De:* Suporte <s@x.example>\n*Enviada em:* sexta-feira, 5 de junho de 2026 10:00\n*Para:* Maria\n*Assunto:* x\n\ntexto"
    ),
    "outlook desktop, lines apart": (
        "APROVAR\n\nDe: Suporte <s@x.example>\n\nEnviado: sexta-feira, 5 de junho de 2026 10:00\n\nPara: Maria\n\nAssunto: x\n\ntexto"
    ),
    "outlook on the web": f"APROVAR\n\n________________________________\n{BLOCK.replace('Enviada em', 'Enviado')}\n\n{LETTER}",
    "outlook on a telephone": (
        "APROVAR\n\nObtenha o Outlook para Android<https://aka.ms/AAb9ysg>\n________________________________\n"
        f"{BLOCK.replace('Enviada em', 'Enviado')}\n\n{LETTER}"
    ),
    "outlook, old separator": f"APROVAR\n\n-----Mensagem original-----\n{BLOCK}\n\n{LETTER}",
    "outlook, all in one row": (
        "APROVAR\n\nDe: Suporte <s@x.example> Enviada em: sexta-feira, 5 de junho de 2026 10:00 Para: Maria Assunto: x\n\ntexto"
    ),
    "outlook with copies wrapped": (
        "APROVAR\n\nDe: Suporte <s@x.example>\nEnviado: sexta-feira, 5 de junho de 2026 10:00\n"
        "Para: Maria <m@x.example>;\n João <j@x.example>\nCc: Ana\nAssunto: x\n\ntexto"
    ),
    "thunderbird": f"APROVAR\n\nEm 05/06/2026 10:00, Suporte escreveu:\n{MARKED}\n",
    "thunderbird, answer below": f"Em 05/06/2026 10:00, Suporte escreveu:\n{MARKED}\n\nAPROVAR\n",
    "thunderbird with signature": f"APROVAR\n\n-- \nMaria Silva\nGestora\n\nEm 05/06/2026 10:00, Suporte escreveu:\n{MARKED}\n",
    "apple mail": f"APROVAR\n\n> Em 5 de jun. de 2026, à(s) 10:00, Suporte <suporte@carteiro.example> escreveu:\n> \n{MARKED}\n",
    "iphone": (
        "APROVAR\n\nEnviado do meu iPhone\n\n"
        f"> Em 5 de jun. de 2026, à(s) 10:00, Suporte <suporte@carteiro.example> escreveu:\n> \n{MARKED}\n"
    ),
    "samsung": (
        "APROVAR\n\nEnviado do meu Galaxy\n\n-------- Mensagem original --------\nDe: Suporte <s@x.example>\n"
        "Data: 05/06/2026 10:00 (GMT-03:00)\nPara: maria@x.example\nAssunto: x\n\ntexto"
    ),
    "zimbra": (
        "APROVAR\n\nDe: 'Suporte' <s@x.example>\nPara: 'Maria' <m@x.example>\n"
        "Enviadas: Sexta-feira, 5 de junho de 2026 10:00:00\nAssunto: x\n\ntexto"
    ),
    "zimbra, separator": (
        "APROVAR\n\n----- Mensagem original -----\nDe: 'Suporte' <s@x.example>\nPara: 'Maria' <m@x.example>\n"
        "Enviadas: Sexta-feira, 5 de junho de 2026 10:00:00\nAssunto: x\n\ntexto"
    ),
    "roundcube": f"APROVAR\n\nEm 05.06.2026 10:00, Suporte escreveu:\n\n{MARKED}",
    "expresso": f"APROVAR\n\nEm 05/06/2026 às 10:00 horas, 'Suporte' <s@x.example> escreveu:\n{LETTER}",
    "expresso, citing": f"APROVAR\n\nCitando Suporte <s@x.example>:\n\n{MARKED}",
    "lotus notes": "APROVAR\n\nDe:\tSuporte/SP/INSS\nPara:\tMaria Silva\nData:\t05/06/2026 10:00\nAssunto:\tx\n\ntexto",
    "lotus notes, name first": "APROVAR\n\nSuporte/SP/INSS escreveu em 05/06/2026 10:00:00:\n\ntexto",
    "name first": f"APROVAR\nSuporte <s@x.example> escreveu em seg., 10/08/2026 às 19:30 :\n{LETTER}",
    "yahoo": f"APROVAR\n\nEm sexta-feira, 5 de junho de 2026 10:00:00 BRT, Suporte <s@x.example> escreveu:\n\n{LETTER}",
    "proton": f"APROVAR\n\n-------- Mensagem Original --------\nEm 05/06/2026 10:00, Suporte <s@x.example> escreveu:\n\n{MARKED}",
    "without a verb": f"APROVAR\n\n2026-06-05 10:00 GMT-03:00 Suporte <s@x.example>:\n\n{MARKED}",
    "our mark alone": f"APROVAR\n\n{LETTER}",
    "our mark, decorated": "APROVAR\n\n##- Responda acima desta linha -##\ntexto",
    "english": f"APROVAR\n\nOn Fri, Jun 5, 2026 at 10:00 AM Support <s@x.example> wrote:\n\n{MARKED}",
    "english outlook": "APROVAR\n\nFrom: Support <s@x.example>\nSent: Friday, June 5, 2026 10:00 AM\nTo: Maria\nSubject: x\n\ntext",
    "spanish": f"APROVAR\n\nEl vie, 5 jun 2026 a las 10:00, Soporte (<s@x.example>) escribió:\n\n{MARKED}",
    "spanish outlook": (
        "APROVAR\n\nDe: Soporte <s@x.example>\nEnviado el: viernes, 5 de junio de 2026 10:00\nPara: Maria\nAsunto: x\n\ntexto"
    ),
    "closing and signature": (
        "APROVAR\n\nAtenciosamente,\n\nMaria Silva\nGestora de Acordos\nSindicato Rural de Exemplo\nTel.: (11) 5555-0100"
    ),
    "closing in short": "APROVAR\n\nAtt.\nMaria",
    "disclaimer": (
        "APROVAR\n\nEsta mensagem pode conter informações confidenciais e não deve ser lida\n"
        "por quem não é o destinatário. Se a recebeu por engano, apague-a."
    ),
    "signature and disclaimer": (
        "APROVAR\n\nAtenciosamente,\nMaria Silva\n\n"
        "AVISO LEGAL: esta mensagem é confidencial e destina-se apenas ao seu destinatário.\n\n"
        "Antes de imprimir, pense no meio ambiente."
    ),
    "windows lines": f"APROVAR\r\n\r\n{BLOCK}\r\n".replace("\n", "\r\n"),
}


@pytest.mark.parametrize("client", CLIENTS)
def test_the_history_that_a_mail_program_adds_is_no_new_text(client: str) -> None:
    assert new_text(CLIENTS[client]) == "APROVAR"


@pytest.mark.parametrize(
    "text",
    [
        f"---------- Forwarded message ---------\n{BLOCK}\n\n{LETTER}",
        f"---------- Mensagem encaminhada ----------\n{BLOCK}\n\nAPROVAR",
        f"Início da mensagem encaminhada:\n\n{BLOCK}\n\nAPROVAR",
        f"{BLOCK}\n\nAPROVAR",
        LETTER,
        MARKED,
        "Atenciosamente,\nMaria Silva",
        "Enviado do meu iPhone",
        "",
        " \n\t\n",
    ],
)
def test_a_mail_without_words_of_its_own_has_no_new_text(text: str) -> None:
    assert new_text(text) == ""


def test_interleaved_answers_keep_every_line_the_person_wrote() -> None:
    text = (
        "Respostas abaixo.\n\nEm 05/06/2026 10:00, Suporte escreveu:\n> Qual é o CPF?\nÉ o da Maria.\n\n"
        f"> Desde quando?\n\nDesde ontem.\n{MARKED}\nObrigada\n-- \nMaria"
    )
    assert [line for line in new_text(text).split("\n") if line] == ["Respostas abaixo.", "É o da Maria.", "Desde ontem.", "Obrigada"]


@pytest.mark.parametrize(
    "text",
    [
        "Bom dia,\n\nO portal não abre desde ontem.\n\nPodem verificar?",
        "Favor trocar o e-mail do cadastro:\nDe: antigo@x.example\nPara: novo@x.example\nObrigado",
        "Alterar vigência\nDe: 01/02/2026\nPara: 01/02/2027",
        "De: Maria\nPara: João\nMotivo: troca de gestor",
        "Em 10/05/2026 o técnico João escreveu:\nfaça assim\nmas não funciona",
        "O sistema escreveu: acesso negado",
        "Na tela aparece a mensagem:\n\nocorreu um erro no processamento\n\ne nada mais.",
        "Assunto: portal fora\nData: 10/05/2026\nO portal caiu às 10:00.",
        "Lista:\n- item um\n- item dois\n--\nfalta o CPF do item dois, podem ver?",
        "Texto.\n\nAtenciosamente,\nMaria\n\nPS: falta o documento do João",
        "Enviado do meu setor para o de vocês, o processo chegou ontem?",
        "Segue.\n__________\nNome: João\nCPF: 000",
        "A mensagem original do sistema era outra.",
        "PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE\nNão abre.",
        "Esta mensagem aparece quando abro o portal: acesso negado.",
        "O documento é confidencial e o destinatário é o gestor.",
        "Em resumo:\n1. senha\n2. acesso",
        "Obrigado,\no sistema voltou",
    ],
)
def test_a_mail_with_nothing_quoted_loses_no_word(text: str) -> None:
    assert new_text(text) == text


LINES = st.sampled_from(
    [
        "APROVAR", "", "> x", "De: a@x.example", "Para: b", "Assunto: c", "Enviado: 5 de junho de 2026 10:00",
        "Em 05/06/2026 10:00, A <a@x.example>",
        "escreveu:", "-- ", "Maria Silva", "Atenciosamente,", "Enviado do meu iPhone", "____________", "Responda acima desta linha",
        "Esta mensagem é confidencial; se não é o destinatário", "Texto com palavras.", "-----Mensagem original-----",
    ]
)  # fmt: skip


PIECES = st.sampled_from(
    [
        "De: Ana <a@x.example>", "Enviada em: sexta-feira, 5 de junho de 2026 10:00", "Para: Maria", "Assunto: x", "Data:",
        "Cc: b", "De:", "\t", "Em sex., 5 de jun. de 2026 às 10:00,", "Ana <a@x.example>", "<", ">", "escreveu:", "escreveu",
        "> ", "| a", "AB> a", ">>> a@b 05/06/2026 >>>", "-----", "Mensagem original", "-----Mensagem original-----",
        "Início da mensagem encaminhada:", "05/06/2026 10:00", "Para", "Assunto", "acima desta linha, responda", "confidencial",
        "Esta mensagem", "destinatário", "Enviado do meu iPhone", "Atenciosamente,", "-- ", "--", "Maria", "palavra", ":", "?",
        "\u200b", "\u00a0", "写道：", "a@b", "Citando", "________________", "mailing list", "@", "", "PS:",
    ]
)  # fmt: skip
SEAMS = st.sampled_from([*["\n"] * 3, *[" "] * 3, "\n\n", "*: ", " :", "", "\r\n", "\n> ", "\n\n\n\n\n\n\n\n\n"])


def assert_subsequence(text: str) -> None:
    remaining = iter(apart(text).splitlines())
    result = new_text(text)
    assert all(any(line == candidate for candidate in remaining) for line in result.splitlines())
    assert apart(text).split() == text.split()
    assert result == "" or (result.split("\n")[0].strip() and result.split("\n")[-1].strip())


@st.composite
def patched(draw: st.DrawFn) -> str:
    """A text sewn from what mail programs write, in any order, with any seams."""
    return "".join(draw(PIECES) + draw(SEAMS) for _ in range(draw(st.integers(1, 30))))


@settings(max_examples=1000)
@given(patched())
def test_whatever_programs_write_gives_a_subsequence(text: str) -> None:
    assert_subsequence(text)


@given(st.text() | st.lists(LINES, max_size=25).map("\n".join) | st.lists(LINES | st.text(max_size=20), max_size=12).map("\r\n".join))
def test_new_text_is_a_subsequence_of_the_lines(text: str) -> None:
    assert_subsequence(text)


@pytest.mark.parametrize(
    "piece",
    [
        "a\n",
        "De: x\n",
        "De: x\n\n",
        "Em 1:\n",
        ">\n",
        "Enviado do meu iPhone\n",
        "Atenciosamente,\n",
        "x",
        "_",
        "-- \n",
        ":\n",
        "escreveu:\n",
        "Esta mensagem\n",
        " ",
        "////wrote ",
        "Uma linha comum de um texto comum, como se escreve.\n",
        "Em 09/06/2026 10:15, A <a@x.example>\n",
        "09/06/2026 10:15 A <a@x.example>\nx\n",
        "A <a@x.example> escreveu:\nx\n> y\n",
        "Em 09/06/2026 10:15, o A escreveu:\n",
        "-----Mensagem original\n",
        "Mensagem original:\n",
        "Mensagem original:\n\n\n\n\n\n",
        "________________\n",
        "De: a\nPara: b\nAssunto:\n",
        "Para: x\n",
        "De:\t",
        "De:\tx\n",
        "a:\n",
        "a@b:\n",
        "a@b ",
        "<",
        "<a@b",
        "(a@b\n",
        "1:1 ",
        "1 de ",
        "em 1 de junho de 2026 ",
        "> x\ny\n",
        "> x\n\n",
        ">>>>>>>>>>",
        ">From x\n",
        "| x\n",
        "a> x\n",
        "acima d",
        "acima desta linha\n",
        "-- \nx\n",
        "--\nMaria\n",
        "Esta mensagem é confidencial, destinatário\n\n",
        "Esta mensagem é confidencial\n",
        "confidencial ",
        "\u200b",
        "\u200b\n",
        "\r",
        " \n",
        "\t:\n",
        "*",
        "*\n",
        "é",
        "escreveu ",
        "escreveu\n",
        "Citando ",
        "A <a@x.example> escreveu:\n| a\n| b\n| c\n",
        "A <a@x.example> escreveu:\nAB> a\nAB> b\nAB> c\nx\nA <a@x.example> escreveu:\n| a\n| b\n| c\nx\n",
        "Para\nAssunto\n",
        "Para\n09/06/2026 10:15\nAssunto\nx\n",
        "<\n> escreveu:\n",
        "Em 09/06/2026 10:15, <a@x> escreveu: b ",
        ">>> a 09/06/2026 >>>\n> x\n",
    ],
)
def test_a_megabyte_takes_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    with within(50):
        new_text(text)
