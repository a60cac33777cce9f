"""What do people write who do decide? Forms, greetings, thanks, praise, signatures and typing habits of real mail, in all combinations."""

from dataclasses import dataclass
from random import Random

from tests.parsers.adversary.wrapping import mailed

GREETINGS = (
    "", "", "", "", "Bom dia", "Bom dia!", "Bom dia,", "bom dia", "BOM DIA", "Bom diaa", "bom diaaa!!", "Boa tarde.", "Boa tarde!!",
    "boa tarde", "boatarde", "Bom dia a todos", "Bom dia, Joana!", "Bom dia Joana,", "Boa noite", "Olá", "Olá!", "Ola,", "oi",
    "Oi, tudo bem?", "Oii", "Olá, boa tarde!", "Prezados,", "Prezados(as),", "Prezado(a),", "Prezada Joana,", "PREZADOS",
    "prezados senhores", "Prezados, bom dia!", "Caros,", "Cara Joana,", "Senhores,", "Sr. Paulo,", "Ilmo. Sr.", "Boa tarde, prezados.",
    "Boa tarde equipe", "Boa tarde, equipe do suporte", "Pessoal, bom dia", "Bom dia 😊", "Bom dia ☀️", "Bd", "Bom dia. Tudo bem?",
    "Olá pessoal!", "Boa tarde, tudo bem com vocês?", "Bom dia, espero que estejam bem.", "A/C Suporte", "Dr. Paulo, boa tarde",
)  # fmt: skip
FORMS = (
    "APROVAR", "APROVAR", "APROVAR", "aprovar", "Aprovar", "Aprovo", "aprovo", "APROVO", "Aprovado", "aprovado", "APROVADO", "Aprovada",
    "APROVADA", "Aprovamos", '"APROVAR"', "*APROVAR*", "“Aprovado”", "'aprovar'", "👍 Aprovado", "✅ APROVAR", "Está aprovado",
    "Ta aprovado", "Ok, aprovado", "ok aprovado", "Sim, aprovo", "Eu aprovo", "Nós aprovamos", "De acordo, aprovado",
    "Ciente e aprovado", "Certo, aprovo", "Tudo ok, aprovado", "Perfeito, aprovado",
)  # fmt: skip
THINGS = (
    "", "", "", "", " a solução", " o chamado", " a solução apresentada", " a solução do chamado L_61122001", " L_61122001",
    " o atendimento", " a resposta", " a solução proposta", " o encerramento do chamado", " o chamado nº L_61122001",
    " a solução enviada", " este chamado", " a solução dada",
)  # fmt: skip
ENDS = (
    "", "", ".", ".", "!", "!!", "!!!", "...", " 👍", " 👍🏽", " ✅", " 🙏", " ❤️", " :)", " 😀👏", ", obrigado", ", obrigada!", ", obg",
    ", obgda", ", vlw", ", valeu!", ". Obrigado.", ". Obrigada!", ". OBRIGADA", " obrigado", " obrigada", " muito obrigada",
    " - obrigado", " – obrigada", ", grato", ", grata.", ". Att", ". Muito obrigado pela atenção.", ". Obrigada pelo atendimento.",
    "! Parabéns pelo atendimento", ". Agradeço a atenção.", ", agradecida", ", por favor", ". Obrigada, Maria", ". Brigada!",
    ", muito obg", ". Deus abençoe", ", agradeço", ". Agradecemos!", ". Excelente atendimento!", ", ótimo trabalho", " , obrigado",
    ". Obrigadaaa", ", mt obg", ", tks", ". Gratidão", ". Pode encerrar.", ". Pode fechar o chamado.", ", pode encerrar",
    ". Resolvido.", ". Tudo certo.", ", deu certo", ". Funcionou!", ", resolvido",
)  # fmt: skip
BELOW = (
    "", "", "", "", "Obrigado!", "Obrigada!", "obrigada", "OBRIGADA", "obg", "vlw", "valeu", "blz", "Muito obrigada pela atenção.",
    "Obrigado pelo retorno rápido", "Agradeço a todos da equipe.", "Agradecemos o pronto atendimento.",
    "Problema resolvido, muito obrigado.", "O sistema voltou a funcionar.", "Deu tudo certo, obrigada.", "Consegui acessar, obrigado!",
    "Parabéns à equipe!", "Excelente atendimento, nota 10.", "Equipe nota mil", "Ótimo atendimento!!",
    "atendimento excelente, parabens", "Fico agradecida.", "Desde já agradeço.", "Desde já, obrigada.", "Grata", "grato pela presteza",
    "Gratidão 🙏", "🙏🙏", "👏👏👏", "Show!", "Top!", "Muito bom!", "perfeito", "Obrigada!!! 😊", "Obrigado mais uma vez.",
    "Obrigada, equipe!", "Valeu pela força", "Deus abençoe vocês", "Bom trabalho a todos!", "Tenham um bom dia.", "Bom fim de semana!",
    "Ótima semana a todos", "Tudo certo agora.", "Resolveu o problema.", "Acesso normalizado.", "Cadastro realizado com sucesso.",
    "Já estou conseguindo acessar, obrigado", "Funcionou direitinho, obrigada", "Agora foi! Obrigado.", "Obrigada pela ajuda de sempre",
    "Obrigado pela paciencia", "mto obrigada pela atençao", "Um abraço", "Abraços!", "abs", "Att",
)  # fmt: skip
CLOSINGS = (
    "", "", "", "", "Att,", "att", "Att.", "Atte.", "Atenciosamente,", "atenciosamente", "ATENCIOSAMENTE,", "Cordialmente,",
    "Respeitosamente,", "Abs,", "Abraços,", "Grata,", "Obrigada,", "At.te,", "Saudações,", "Sds,", "Atenciosamente.", "Sem mais,",
    "Sem mais para o momento,", "Cumprimentos,", "Atensiosamente,", "Att..", "--",
)  # fmt: skip
NAMES = (
    "", "", "Maria Prado", "maria prado", "MARIA PRADO", "Maria", "maria", "João", "joão da silva", "José Carlos de Souza",
    "Cleonice Ramos", "Francisca das Chagas", "Ana L. Prado", "Dra. Helena Melo", "Valdirene", "Antônio Lemos", "ana", "Pe. Antônio",
    "Maria Aparecida - Gestora", "Edilson P.", "M. Prado",
)  # fmt: skip
POSTS = (
    "", "", "", "Gestora", "Gestor do acordo", "Presidente", "Secretária", "Sindicato Rural de Exemplo",
    "Sindicato dos Trabalhadores Rurais\nFone: (11) 5555-0100", "Colônia de Pescadores Z-10\nTel. (71) 5555-0100 / 95555-0101",
    "Advogada - OAB/XX 0000", "Setor de Convênios\n(61) 5555-0100", "Assistente Administrativo\nramal 204", "CNPJ 00.000.000/0001-00",
    "www.sindicato.example", "ana.prado@sindicato.example", "Rua das Flores, 100 - Centro\nCEP 00000-000",
    "Analista Previdenciária\nEntidade Exemplo", "[cid:image001.png@01DA.0001]", "[image: logo.png]", "Enviado do meu iPhone",
    "Enviado do meu Galaxy", "Enviado do Outlook para Android", "Obter o Outlook para iOS", "Enviado do Yahoo Mail no Android",
    "Enviado via Zimbra",
)  # fmt: skip
REASONS = (
    "o erro continua", "a senha não chegou", "ainda aparece tela branca", "não consigo acessar", "falta o certificado",
    "o nome do João está errado", "o portal segue fora do ar", "não foi resolvido", "o CPF continua bloqueado",
    "o cadastro não aparece para o representante", "recebi o documento de outra pessoa", "nada mudou desde ontem",
    "apresenta o mesmo erro 503",
)  # fmt: skip
REFUSALS = (
    "RECUSAR: {r}", "RECUSAR\n{r}.", "Recuso porque {r}", "Recuso, {r}.", "recusar - {r}", "RECUSAR\n\nMotivo: {r}", "Recusado. {r}.",
    "Recuso a solução. {r}.", "RECUSO: {r}", "Recusamos, pois {r}", "Recuso a solução porque {r}", "Recusado, pois {r}",
    "RECUSAR pois {r}", "Recusar, porque {r}.", "RECUSAR.\n{r}", "Recuso o chamado L_61122001 pois {r}", "recusado: {r}",
    "Infelizmente recuso, {r}", "{r}.\n\nRECUSAR", "{r}. Recuso.", "Eu recuso porque {r}", "RECUSAR ({r})", "Recuso!\n{r}",
    "recuso pq {r}", "Recuso por que {r}", "RECUSAR {r}",
)  # fmt: skip
WITHDRAWALS = (
    "CANCELAR",
    "Cancelar",
    "cancelar",
    "CANCELAR o chamado",
    "Cancelar o chamado L_61122001",
    "Cancelar, por favor",
    "CANCELAR a solicitação",
    "Por favor, cancelar o chamado",
)
CONFIRMATIONS = (
    "CONFIRMAR",
    "confirmar",
    "Confirmo",
    "Confirmado",
    "Confirmo o envio",
    "CONFIRMO, obrigada",
    "Sim, confirmo",
    "Confirmo a autoria das mensagens",
)


@dataclass(frozen=True, slots=True)
class Honest:
    """A mail that decides, and the word it decides."""

    raw: bytes
    word: str
    text: str


def _joined(rng: Random, *blocks: str) -> str:
    gap = rng.choice(("\n", "\n\n", "\n\n"))
    return gap.join(block for block in blocks if block)


def _signed(rng: Random) -> str:
    return "\n".join(block for block in (rng.choice(CLOSINGS), rng.choice(NAMES), rng.choice(POSTS)) if block)


def _approval(rng: Random) -> str:
    form, thing, end = rng.choice(FORMS), rng.choice(THINGS), rng.choice(ENDS)
    first = (form + thing if form[-1:].isalpha() else form) + end
    greeting = rng.choice(GREETINGS)
    return _joined(rng, greeting, first, rng.choice(BELOW), rng.choice(("", "", _signed(rng), _signed(rng))))


def _other(rng: Random, texts: tuple[str, ...]) -> str:
    said = rng.choice(texts)
    return _joined(
        rng, rng.choice(GREETINGS), said, rng.choice(("", "", "Obrigada.", "Obrigado!", "Grata")), rng.choice(("", _signed(rng)))
    )


def made(count: int, seed: int = 1) -> list[Honest]:
    """So many different honest mails, always the same ones."""
    rng = Random(seed)
    found: dict[bytes, Honest] = {}
    while len(found) < count:
        word = rng.choice(("APROVAR", "APROVAR", "APROVAR", "RECUSAR", "RECUSAR", "CANCELAR", "CONFIRMAR"))
        if word == "APROVAR":
            text = _approval(rng)
        elif word == "RECUSAR":
            text = _other(rng, tuple(shape.format(r=rng.choice(REASONS)) for shape in REFUSALS))
        else:
            text = _other(rng, WITHDRAWALS if word == "CANCELAR" else CONFIRMATIONS)
        raw = mailed(rng, text)
        found[raw] = Honest(raw, word, text)
    return list(found.values())
