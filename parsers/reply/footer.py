"""Which paragraphs at the end of a text does an organisation or a server add: a disclaimer, a virus note, a mailing list's footer?"""

import re
from collections.abc import Sequence

from parsers.language.objection import question
from parsers.language.plain import plain
from parsers.reply.lines import folded
from parsers.reply.telephone import is_telephone

_LONGEST_LINE = 2000
_MOST_PARAGRAPH = 40
_MOST_PARAGRAPHS = 8  # a disclaimer of several, in two languages
_DISCLAIMER = re.compile(
    r"(?:est[ae]s? (?:mensagem|e-?mail|correio|comunicacao|mensaje|correo|comunicacion|documento)|[ae]sta transmissao|as informacoes"
    r"|o conteudo dest[ae]|a informacao contida|a presente mensagem|la (?:presente )?informacion|el contenido de este|el presente"
    r"|aviso (?:legal|importante|juridico|de (?:confidencialidad\w*|privacida\w*|responsabilida\w*|sigilo))|confidencial\w*"
    r"|(?:nota|clausula|termo|declaracao|declaracion) de (?:confidencialidad\w*|sigilo|responsabilidade)|importante[:!]|atencao[:!]"
    r"|aviso:|nota:"
    r"|disclaimer|se (?:voce|v\.? ?sa\.?|o senhor|vossa senhoria)? ?(?:nao )?(?:recebeu|for|e) |caso (?:voce |v\.? ?sa\.? )?(?:nao |tenha )"
    r"|si (?:usted )?(?:no es|ha recibido|recibe)|this (?:e-?mail|message|communication|transmission|electronic)|the (?:information"
    r"|contents?)"
    r"|if you (?:are not|have received|received)|confidentiality|legal (?:notice|disclaimer)|privileged|important notice|notice:"
    r"|ce (?:message|courriel|mail)|le contenu|si vous|les informations|avis de|diese (?:e-?mail|nachricht)|der inhalt|wenn sie|sollten sie"
    r"|questo messaggio|le informazioni|se avete|ai sensi|in ottemperanza|lei geral de protecao|lgpd)"
)
_SECRET = re.compile(r"confiden|sigil|privilegi|privileged|vertraulich|riservat|lei geral de protecao|lgpd|segredo|reservad|uso exclusivo")
_ADDRESSEE = re.compile(
    r"destin|recipient|addressee|engano|por erro|indevidamente|nao autorizad|unauthori|a quem se d|intended|proibid|vedad|nao seja"
    r"|(?:confiden|sigil).{0,90}exclusiv|exclusiv.{0,90}(?:confiden|sigil)|equivoc|error|erreur|irrtum|empfanger|prohibid|destinat|errone"
)
_FIRST_PERSON = re.compile(r"\b(?:eu|mim|meus?|minhas?|me|recebi|preciso|i|my|mine|mi|mis|je|mon|ma|ich|mein\w*|io|mio)\b")
_GOES_ON = re.compile(
    r"(?:[ae]st[ae]s? (?:mensagem|e-?mail)|caso|se (?:voce|nao|v|recebe)|a (?:divulgacao|utilizacao|reproducao)|qualquer|favor|o (?:uso"
    r"|remetente)"
    r"|this|if you|any|please|it is|the|si usted|queda|cualquier|la (?:utilizacion|divulgacion)|antes de imprimir|as opinioes|opinioes)"
)
# C-level looks for what every disclaimer says; most texts have none of it.
_SECRET_PIECES = (
    "onfiden",
    "eservad",
    "ESERVAD",
    "ONFIDEN",
    "igil",
    "rivileg",
    "LGPD",
    "roteção de D",
    "ertraulich",
    "iservat",
    "so exclusivo",
)
# How its first paragraph begins, raw.
_COULD_OPEN = re.compile(
    r"\n[\W_]{0,12}+(?:[Ee](?i:st[ae]s?.(?:mensa|e-?mail|corr|comunic|docum)|sta.trans|l.(?:conten|presente))"
    r"|[Aa](?i:sta.trans|s.inform|.inform|.presente|viso|ten[cç][aã]|vis|i.sensi)|[Oo](?i:.conte)"
    r"|[Ll](?i:a.(?:presente.)?inform|egal|e.(?:conten|inf)|es.inf|ei.geral|gpd)"
    r"|[Cc](?i:onfiden|l[aá]usula|aso[ \xa0]|e.(?:me|co|ma))|[Nn](?i:ota|otice)|[Tt](?i:ermo.de|his.|he.(?:inf|cont))"
    r"|[Dd](?i:eclara|isclaimer|iese|er.inhalt)|[Ii](?i:mportan|f.you|n.ottem)|[Ss](?i:e[ \xa0]|i.(?:usted|no|ha|rec|v)|ollten)"
    r"|[Pp](?i:rivil)|[Ww](?i:enn.sie)|[Qq](?i:uesto)|[Mm](?i:ensagem))"
)
_TAIL = 45  # lines
_OPENING = 200  # characters
_FOOTER = re.compile(
    r"(?:antes de imprimir|pense (?:no|em|bem|antes)|imprima somente|nao imprima|livre de virus|virus-free|este e-?mail foi (?:escaneado"
    r"|verificado|analisado)"
    r"|esta mensagem foi (?:escaneada|verificada|analisada)|nao contem virus|sem virus|libre de virus"
    r"|este correo (?:electronico )?esta libre"
    r"|e-?mail (?:escaneado|verificado) (?:pelo|por)|please consider the environment|consider the environment|think before you print"
    r"|proteja o"
    r" meio ambiente|(?:o )?meio ambiente agradece|this e?-?mail (?:has been|was) (?:scanned|checked)|no virus found|checked by avg"
    r"|scanned by|pensez a l environnement"
    r"|(?:<?https?://)?www\.avast\.com|(?:<?https?://)?www\.avg\.com|this email is free from viruses|internal virus database"
    r"|outgoing mail is).*"
)
_COULD_NOTE = re.compile(
    r"[\W_]{0,20}(?:an?t|pen|im|n[aã]|li[vb]|vi|est|co?n?s|sem|e-?m|pl|th|pr|o |me|no|ch|sc|h?tt|www|in|ou|po|a)|[^\x00-\x7f]",
    re.IGNORECASE,
)
_LONGEST_NOTE = 400
_MOST_NOTES = 20
_LIST_RULE = re.compile(r"\s{0,4}(?:_{20,}|-{20,}|={20,})\s*")
_SHORTEST_RULE = 20
_LIST = re.compile(
    r"mailing list|listinfo|lista de (?:discuss|e-?mail)|/mailman|lists?[.@/]|groups\.google|googlegroups|unsubscribe|cancelar a inscri",
    re.IGNORECASE,
)
_LIST_ADDRESS = re.compile(r"^\W{0,4}(?:https?://\S+|\S+@\S+)\W*$", re.MULTILINE)
_MOST_LIST = 6


def without_footer(lines: Sequence[str], end: int, *, secret: bool) -> int:
    """The end of the text before advertisements, notes and disclaimers, each of which is a paragraph or a line.

    secret: whether the end of the text speaks of what a disclaimer speaks of.
    """
    for _ in range(_MOST_PARAGRAPHS):
        while end and not lines[end - 1].strip():
            end -= 1
        if not end:
            break
        before = end
        while end and before - end < _MOST_NOTES and _is_note(lines[end - 1]):
            end -= 1
        if end == before:
            end = _before_disclaimer(lines, end) if secret else _before_list(lines, end)
        if end == before:
            break
    return end


def mentions_secret(lines: Sequence[str], end: int) -> bool:
    """Whether the last lines hold a word of a disclaimer: a cheap look."""
    tail = "\n".join(["", *lines[max(0, end - _TAIL) : end]])
    return _COULD_OPEN.search(tail) is not None and any(map(tail.__contains__, _SECRET_PIECES))


def is_notice(line: str) -> bool:
    """Whether the line opens as a disclaimer and speaks of a secret: enough where only a signature stands above it."""
    if len(line) > _LONGEST_LINE or not _opens(line, _DISCLAIMER) or question(line):
        return False
    said = plain(line)
    return _SECRET.search(said) is not None and _FIRST_PERSON.search(said) is None


def _is_note(line: str) -> bool:
    if is_telephone(line):
        return True
    return len(line) <= _LONGEST_NOTE and _COULD_NOTE.match(line) is not None and _FOOTER.fullmatch(folded(line).strip(" *_-")) is not None


def _before_disclaimer(lines: Sequence[str], end: int) -> int:
    """Before the paragraphs of a disclaimer: the first opens as one, speaks of a secret and of an addressee; the others go on."""
    start = end
    for _ in range(_MOST_PARAGRAPHS):
        floor = start
        while floor and lines[floor - 1].strip() and start - floor < _MOST_PARAGRAPH:
            floor -= 1
        begins = next((at for at in range(floor, start) if _opens(lines[at], _DISCLAIMER)), None)
        if begins is not None:
            text = plain(" ".join(lines[begins:end])[:_LONGEST_LINE])
            if _SECRET.search(text) and _ADDRESSEE.search(text):
                return begins
        if begins is None and (floor == start or not _opens(lines[floor], _GOES_ON)):
            break
        start = floor if begins is None else begins
        while start and not lines[start - 1].strip():
            start -= 1
        if not start:
            break
    return _before_list(lines, end)


def _opens(line: str, phrases: re.Pattern[str]) -> bool:
    return phrases.match(folded(line[:_OPENING]).strip(" *_[(-#>=")) is not None


def _before_list(lines: Sequence[str], end: int) -> int:
    """Before the rule, the name and the address that a mailing list puts under every mail."""
    for at in range(end - 1, max(-1, end - _MOST_LIST - 1), -1):
        if len(lines[at]) >= _SHORTEST_RULE and _LIST_RULE.fullmatch(lines[at]):
            below = "\n".join(lines[at + 1 : end])[:_LONGEST_LINE]
            return at if _LIST.search(below) and _LIST_ADDRESS.search(below) else end
    return end
