"""Which lines at the end of a text are a signature, a telephone's advertisement or a disclaimer?"""

import re
from collections.abc import Sequence

from parsers.language.courtesy import is_short_name, is_signature
from parsers.language.objection import objection, question
from parsers.language.plain import plain, visible

_DASHES = re.compile(r"--\s*|—\s*")
_EXACT = "-- "
_MOST_DASHED = 15
_LONGEST_SLOGAN = 110
_LONGEST_ADDITION = 160
_MOST_ADDITIONS = 3  # a signature, then a disclaimer, then an advertisement
_MOST_CLOSING = 12
_CLOSING = re.compile(
    r"(?:(?:muito )?atenciosamente|atte?|at\.te|ate\.?nciosamente|cordialmente|respeitosamente|sauda(?:coes|ções)(?: cordiais)?"
    r"|cordiais saudacoes|sds"
    r"|(?:um |grande |forte )*abracos?|abs|com os melhores cumprimentos|(?:melhores )?cumprimentos|regards|(?:best|kind"
    r"|warm) regards|sincerely"
    r"|best|saludos(?: cordiales)?|cordialement|mit freundlichen gru(?:s|ß)en|cordiali saluti)\s*[,.;!]*\s*"
)
_TELEPHONE = re.compile(
    r"(?:enviad[oa] (?:do|da|de|pelo|pela|via|por|a partir d[oea]|desde|com o) .{2,60}|sent (?:from|via) .{2,60}|(?:obtenha|obter"
    r"|baixe|get) (?:o )?outlook (?:para|for) .*"
    r"|envoye (?:de|depuis) .{2,60}|von mein\w* .{2,40} gesendet|gesendet (?:von|mit) .{2,40}|inviato da .{2,40}"
    r"|enviado desde .{2,60}|yahoo mail.{0,60})"
)
_TELEPHONE_WORDS = re.compile(
    r"iphone|ipad|ios|android|galaxy|samsung|motorola|moto g|xiaomi|redmi|huawei|lg\b|nokia|celular|smartphone|telefone|dispositivo"
    r"|tablet|aparelho"
    r"|outlook|gmail|yahoo|e-?mail|correio|blackberry|windows|proton|bol|uol|zimbra|mobile|movil|telephone|handy|aol|phone|device"
)
_DISCLAIMER = re.compile(
    r"(?:est[ae]s? (?:mensagem|e-?mail|correio|comunicacao|mensaje|correo)|[ae]sta transmissao|as informacoes|o conteudo dest[ae]"
    r"|a informacao contida|aviso legal"
    r"|aviso de (?:confidencialidade|privacidade|responsabilidade)|confidencial\w*|nota de confidencialidade|importante:|atencao:"
    r"|aviso:|disclaimer|se voce (?:nao )?recebeu"
    r"|caso (?:voce )?(?:nao seja|tenha recebido)|this (?:e-?mail|message|communication)|the information|if you (?:are not"
    r"|have received)|confidentiality|legal notice)\b"
)
_SECRET = re.compile(r"confiden|sigilos|sigilo|privilegiad|privileged|lei geral de protecao|lgpd")
_ADDRESSEE = re.compile(
    r"destinat|recipient|addressee|engano|por erro|indevidamente|nao autorizad|unauthori|a quem se destina|intended|proibid|vedad"
    r"|nao seja o|equivoc"
)
_FOOTER = re.compile(
    r"(?:antes de imprimir|pense (?:no|em) (?:meio ambiente|sua)|livre de virus|virus-free|este e-?mail foi (?:escaneado|verificado"
    r"|analisado)|nao contem virus"
    r"|e-?mail (?:escaneado|verificado) (?:pelo|por)|please consider the environment|proteja o meio ambiente"
    r"|(?:<?https?://)?www\.avast\.com).*"
)
_LONGEST_LINE = 2000
_MOST_PARAGRAPH = 40


def end_of_message(lines: Sequence[str]) -> int:
    """Where the message ends and what a signature, an advertisement or a disclaimer adds begins; `len(lines)` where nothing is added."""
    end = _skip_blank(lines, len(lines))
    for _ in range(_MOST_ADDITIONS):
        end = _without_closing(lines, _without_dashes(lines, _without_footer(lines, end)))
    return end


def is_telephone(line: str) -> bool:
    """Whether the line is what a telephone or a web mail adds: `Enviado do meu iPhone`."""
    said = plain(line).strip(" .-<>")
    return (
        len(line) <= _LONGEST_ADDITION
        and not objection(line)
        and not question(line)
        and _TELEPHONE.fullmatch(said) is not None
        and _TELEPHONE_WORDS.search(said) is not None
    )


def _could_sign(line: str) -> bool:
    return is_telephone(line) or is_signature(line) or (len(line) <= _LONGEST_SLOGAN and not question(line) and not objection(line))


def _skip_blank(lines: Sequence[str], end: int) -> int:
    while end and not visible(lines[end - 1]) and not _DASHES.fullmatch(lines[end - 1]):
        end -= 1
    return end


def _without_dashes(lines: Sequence[str], end: int) -> int:
    """Before the RFC 3676 mark `-- `; a mere `--` counts when what follows is short."""
    for at in range(end - 1, max(-1, end - _MOST_DASHED - 1), -1):
        if lines[at] == _EXACT or (
            _DASHES.fullmatch(lines[at]) and all(is_signature(line) or is_telephone(line) for line in lines[at + 1 : end])
        ):
            return _skip_blank(lines, at)
    return end


def _without_footer(lines: Sequence[str], end: int) -> int:
    """Before advertisements and disclaimers, each of which is a paragraph."""
    while end:
        end = _skip_blank(lines, end)
        if not end:
            break
        last = plain(lines[end - 1][:_LONGEST_LINE]).strip()
        if is_telephone(lines[end - 1]) or _FOOTER.fullmatch(last):
            end -= 1
            continue
        start = end
        while start and lines[start - 1].strip() and end - start < _MOST_PARAGRAPH:
            start -= 1
        begins = next((at for at in range(start, end) if _is_disclaimer(lines, at, end)), None)
        if begins is None:
            break
        end = begins
    return _skip_blank(lines, end)


def _is_disclaimer(lines: Sequence[str], at: int, end: int) -> bool:
    if not _DISCLAIMER.match(plain(lines[at][:_LONGEST_LINE]).strip(" *_[(-")):
        return False
    text = plain(" ".join(lines[at:end])[:_LONGEST_LINE])
    return _SECRET.search(text) is not None and _ADDRESSEE.search(text) is not None


def _without_closing(lines: Sequence[str], end: int) -> int:
    """Before `Atenciosamente,` and the few lines of name, post and address that follow it to the end."""
    for at in range(end - 1, max(-1, end - _MOST_CLOSING - 1), -1):
        said = plain(lines[at]).strip()
        if _CLOSING.fullmatch(said):
            return _skip_blank(lines, at)
        if not is_signature(lines[at]) and not is_short_name(lines[at]):
            return end
    return end
