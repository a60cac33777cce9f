"""Does the text itself say that a program answers: an absence, a receipt of the request? In doubt a person wrote it."""

import re

from parsers.machine.folded import fold
from parsers.mime.message import Mail
from parsers.reply import reply
from parsers.text import body

_LONGEST = 900
_WHO = r"(?:\b(?:o|a|os|as|sr|sra|dr|dra|mr|ms|mrs|to all|all|a todos|todos)\b[^\n]{0,60}?|[^\n]{0,40}?)"
_GREETING = (
    rf"(?:(?:ola|oi|prezad[oa](?:\(a\))?s?|car[oa](?:\(a\))?s?|car[ao] |bom dia|boa tarde|boa noite|hello|hi|dear|hey|hola"
    rf"|estimad[oa]s?|buen(?:os|as) (?:dias|tardes|noches)"
    rf"|saudacoes|bonjour|madame|monsieur|hallo|guten tag|sehr geehrte[rs]?|liebe[r]?|buongiorno|gentile|salve|good (?:morning"
    rf"|afternoon|day)|greetings)\b"
    rf"{_WHO}[\n,.!;:]\s*){{0,3}}"
)
# A courtesy that programs and people put before the matter.
_THANKS = (
    r"(?:(?:muito )?(?:obrigad[oa]s?|agradecemos|agradeco|grat[oa]s?)[^\n.!]{0,90}[\n.!,]\s*|thank(?:s| you)[^\n.!]{0,90}[\n.!,]\s*"
    r"|(?:muchas )?gracias[^\n.!]{0,90}[\n.!,]\s*|merci[^\n.!]{0,90}[\n.!,]\s*|vielen dank[^\n.!]{0,90}[\n.!,]\s*"
    r"|grazie[^\n.!]{0,90}[\n.!,]\s*)?"
)
# The text says itself that nobody wrote it.
_SAYS = (
    r"(?:[*=\-#\[( ]*)(?:atencao[:,!] )?(?:"
    r"(?:esta|essa|este|esse|isto|isso) (?:e )?(?:uma? )?(?:mensagem|resposta|e-?mail)?(?: de e-?mail| de resposta)? ?(?:(?:e"
    r"|foi) )?(?:uma (?:mensagem|resposta) )?"
    r"(?:gerad[oa]|enviad[oa]|produzid[oa]) (?:de forma )?automatic(?:a|amente)\b"
    r"|(?:esta|essa|este|esse|isto|isso) e uma? (?:mensagem|resposta|e-?mail|aviso) automatic[oa]\b"
    r"|(?:mensagem|resposta|e-?mail|aviso) (?:gerad[oa] |enviad[oa] )?(?:automatic[oa]|automaticamente"
    r"|de ausencia)\s*(?=[.,;:!\-*\n)\]]|\Z)"
    r"|(?:por favor,? ?|favor )?nao (?:e necessario )?respond(?:a|er) (?:a )?(?:est[ea]|ess[ea]) (?:e-?mail|mensagem)"
    r"|this (?:is|e-?mail is|e-?mail was|message is|message was|reply is|reply was)(?: an?)? "
    r"(?:(?:auto(?:mated|matic)?|computer|system)[- ]?(?:generated )?(?:e-?mail |mail )?(?:reply|response|message|e-?mail|answer"
    r"|notification|acknowledge?ment|confirmation)"
    r"|(?:automatically|auto|system|computer)[- ]?(?:generated|sent)|e-?mail message sent automatically)"
    r"|(?:automatic|automated|auto) ?-?(?:reply|response|message|answer)\s*(?=[.,;:!\-*\n)\]]|\Z)|(?:please )?do not (?:reply"
    r"|respond) to this (?:e-?mail|message)"
    r"|est[ea] (?:es (?:un|una) )?(?:mensaje|correo|respuesta)(?: electronico)? (?:(?:ha sido|fue|es) )?(?:(?:generad"
    r"|enviad)[oa] )?automatic(?:o|a|amente)\b"
    r"|(?:ceci est|il s'agit d') ?une? (?:message|reponse|courriel|e-?mail) (?:genere |envoye )?automatique"
    r"|this (?:e-?mail (?:address|account)|mailbox|inbox|address|account) is (?:not|no longer|un)[ -]?(?:being )?(?:monitored"
    r"|attended|read)"
    r"|este (?:e-?mail|endereco)(?: de e-?mail| eletronico)? (?:nao e (?:mais )?(?:monitorad|lid|verificad|utilizad|usad)o"
    r"|foi (?:desativad"
    r"|descontinuad|encerrad)o(?=[\s\S]{0,200}\b(?:envie|escreva|utilize|use o)\b))"
    r"|this (?:e-?mail )?(?:address|mailbox|account) is no longer (?:in use|valid|active|available)(?=[\s\S]{0,200}\b(?:send|use"
    r"|contact|write)\b)"
    r"|esta caixa (?:postal|de e-?mail|de correio|de mensagens) nao e (?:monitorada|lida|verificada)"
    r"|dies ist eine automatisch|diese (?:nachricht|e-?mail) wurde automatisch|(?:questo e un|questa e una) (?:messaggio|risposta"
    r"|e-?mail) (?:generat[oa] )?automatic)"
)
_OFFICE = r"(?:escritorio|empresa|sede|cidade|pais|reparticao|trabalho|setor|unidade|gabinete|instituicao|orgao)"
_ABSENT = (
    r"(?:(?:informo|comunico|aviso)(?:-lhes?|-vos)? que |gostaria de informar que |no momento,? |neste momento,? |atualmente,? |eu )?(?:"
    r"(?:estou|estarei|encontro-me|me encontro|nos encontramos|estamos|estaremos) (?:\w+mente |no momento |hoje )?(?:"
    r"(?:em|de|gozando|no gozo|usufruindo)(?: \w+){0,3} (?:ferias|licenca|recesso|folga|afastamento|viagem)|(?:em|de) (?:ferias"
    r"|licenca|recesso|folga|viagem)"
    rf"|(?:ausente|afastad[oa])(?=[.,;\n]| (?:ate|no periodo|d[oae] {_OFFICE}|entre|durante|de [0-9]|dos? dias?|nos? dias?|desde"
    rf"|por|a partir|em|temporaria))"
    rf"|viajando|fora d[oae] {_OFFICE})"
    rf"|(?:nao estou|nao estarei) (?:n[oa] {_OFFICE}|disponivel|trabalhando|lendo)|sairei de ferias|entrei (?:de|em) (?:ferias|licenca))"
    r"|(?:please note(?: that)?,? |(?:just )?to let you know,? |unfortunately,? )?(?:i am|i'm|i will be|i'll be|we are)"
    r" (?:(?:currently|now|presently|away|unavailable|travell?ing)\b|out (?:of (?:the |my )?(?:office|town|country)|on|until|for|from)"
    r"|on (?:annual |sick |parental |maternity |paternity )?(?:vacation|leave|holidays?|business|a business|travel|pto))"
    r"|i (?:will not|am not|won't) (?:be )?(?:in the office|available|checking|reading|able to (?:answer|read|respond))"
    r"|out of (?:the )?office"
    r"|(?:actualmente |en este momento )?(?:estoy|estare|me encuentro) (?:actualmente )?"
    r"(?:de vacaciones|fuera de (?:la |mi )?(?:oficina|ciudad)|ausente|de licencia|de baja|de viaje|en viaje)"
    r"|je (?:suis|serai) (?:actuellement )?(?:absente?|en (?:conge|vacances|deplacement)|hors du bureau)"
    r"|ik ben (?:[^\n]{0,30} )?(?:afwezig|niet (?:aanwezig|op kantoor|bereikbaar)|op vakantie)"
    r"|jag ar (?:[^\n]{0,30} )?(?:pa semester|ledig|franvarande|inte pa kontoret|bortrest)"
    r"|jeg er (?:[^\n]{0,30} )?(?:pa ferie|ikke pa kontoret|ute av kontoret|ikke til stede|bortreist|fraværende)"
    r"|olen (?:[^\n]{0,30} )?(?:lomalla|poissa)|(?:jestem|bede) (?:[^\n]{0,30} )?(?:na urlopie|nieobecn|poza biurem)"
    r"|(?:the|our) offices? (?:is|are|will be) closed"
    r"|ich bin (?:erst )?(?:wieder )?(?:ab|am) [^\n]{1,40} (?:wieder )?(?:erreichbar|im buro|im haus|zuruck)"
    r"|ich bin (?:[^\n]{0,50} )?(?:nicht (?:im (?:buro|haus)|erreichbar)|im urlaub|abwesend|auss?er haus)"
    r"|(?:sono|saro) (?:attualmente )?(?:assente|in (?:ferie|vacanza|viaggio)|fuori (?:sede|ufficio))"
)
_RECEIVED = (
    r"(?:confirmamos o recebimento|acusamos o recebimento|recebemos (?:a |o |com sucesso )?(?:su[a]|seu|vosso|vossa"
    r"|tua) (?:mensagem|e-?mail|solicitacao|contato|pedido|chamado|demanda|manifestacao)"
    r"|(?:o |a )?(?:seu|sua|vosso) (?:e-?mail|mensagem|solicitacao|chamado|ticket|protocolo|pedido|atendimento|ocorrencia|contato"
    r"|demanda|manifestacao)"
    r"[^\n.]{0,60} (?:foi|esta|sera) (?:recebid|abert|registrad|criad|gerad|encaminhad|respondid|analisad|em analise)"
    r"|(?:we|i) (?:have |'ve )?received your (?:message|request|e-?mail|inquiry|enquiry|ticket)"
    r"|your (?:message|request|e-?mail|ticket|case|support request|inquiry)[^\n.]{0,60} (?:has been|was|is) (?:received|created"
    r"|opened|logged|registered|assigned|being)"
    r"|(?:hemos recibido|recibimos) (?:su|tu)|(?:nous avons bien recu|wir haben ihre|ihre (?:anfrage|nachricht"
    r"|e-?mail)[^\n.]{0,40} (?:ist|wurde))|abbiamo ricevuto)"
)
_OPENS = re.compile(rf"{_GREETING}{_THANKS}(?:(?P<says>{_SAYS})|(?P<absent>{_ABSENT})|(?P<received>{_RECEIVED}))")
_AWAY = re.compile(
    r"afwezig|vakantie|kantoor|bereikbaar|semester|ledig|franvar|fravær|kontor|bortr|stede|lomalla|poissa|urlop|nieobec|biur"
    r"|office|vacation|leave|holiday|away|travel|unavailable|not (?:be )?available|pto\b|business trip|(?:feria|licenca|ausen"
    r"|afastad|escritorio|viag|viaj|folga"
    r"|recesso|disponivel|empresa|trabalh|sede|setor|orgao|unidade|cidade|vacaciones|oficina|licencia|baja|conge|absent|bureau"
    r"|deplacement|urlaub|abwesend|buro"
    r"|erreichbar|haus|ferie|assente|ufficio|vacanz)"
)
_STOCK = re.compile(
    r"\bate (?:o |a )?(?:dia )?[0-9]|\bate\b|retorn|volto|voltarei|a partir d|em caso de|urgen|contat[eoa]|contact|procur"
    r"|responderei|trat(?:ar|e) com|until|return|back on|back in|hasta|regres|vuelvo"
    r"|jusqu|retour|\bbis\b|zuruck|vertret|fino al|rientr|torner|reply as soon|respond (?:as|when|to your)|assim que"
    r"|\b(?:tot|tills|till|til|asti) |do [0-9]|terug|tillbaka|tilba[kg]e|takaisin|no access to|sem acesso a(?:o|os)? e-?mails?"
    r"|\bfrom [^\n]{3,30} (?:to|through) |\bde [0-9][^\n]{1,20} a [0-9]"
    r"|\bwieder (?:erreichbar|im)|limited access|acesso limitado"
)
_AMID = re.compile(rf"(?:\A|[.!?,;:\n]\s*|\b(?:that|que|and|e) ){_ABSENT}")
_SAYS_SO = re.compile(
    rf"{_SAYS}|to add (?:additional |more )?comments,? (?:please )?reply to this|(?:type|enter) your (?:reply|response) above this line"
    r"|para (?:adicionar|incluir) (?:um )?comentarios?,? responda|(?:digite|escreva) sua resposta acima desta linha"
)
# It says so in a line of its own below a courtesy.
_SAYS_BELOW = re.compile(rf"\n\s*{_SAYS}[^\n]{{0,60}}(?:\n[^\n]{{0,60}})?\s*\Z")
_TELLS = re.compile(r"\b(?:portal|sistema|aparec|mostra|tela\b|erro\b|diz\b|dizia|respondeu|says\b|said\b|shows|error\b|screen|system\b)")
_ANSWERS = re.compile(r"agradec|obrigad|recebi|recebemos|respond|retorn|receiv|thank|atend|protocol|gracias|merci|dank|grazie")
# Whoever adds this has something to say of their own.
_OWN_WORDS = re.compile(
    r"\b(?:mas|porem|contudo|entretanto|segue|seguem|anexo|em anexo|anexei|preciso|precisamos|solicito|solicitamos"
    r"|gostaria d[eo] (?!inform)|aprov\w+|recus\w+|cancel\w+|cadastr\w+|confirmo|conforme pedido"
    r"|but|however|attached|please find|i need|pero|adjunto|necesito|mais je|ci-joint|aber|anbei|allegato)\b|\?"
)


def opens(opening: str) -> bool:
    """Whether it opens as such programs do."""
    return _OPENS.match(opening) is not None or _says_below(opening.strip())


def _says_below(text: str) -> bool:
    """In its last lines; not where a person tells what a system wrote."""
    return _SAYS_BELOW.search(text) is not None and _ANSWERS.search(text) is not None and _TELLS.search(text) is None


def bears_out(mail: Mail, opening: str, *, first: bool) -> bool:
    """Whether the text leaves to a subject what it says (`Away until Monday`): nothing in it speaks of another matter.

    first: the subject is a sentence of the absent one; a bare noun needs such a sentence in the text.
    """
    if any(_is_file(part.type, part.disposition) for part in mail.parts):
        return False
    if not first and not _AMID.search(opening):
        return False
    text = _written(mail)
    return len(text) <= _LONGEST and not _OWN_WORDS.search(text)


def _written(mail: Mail) -> str:
    """The new text, folded."""
    shown = body.best(mail)
    return fold(reply.new_text(shown.words, marked=shown.marked)).strip()


def answers(mail: Mail, opening: str, *, said: bool, faint: bool) -> bool:
    """Whether the new text opens as such programs do, and holds nothing else: no file, no question, no word of another matter.

    said: the subject says something of the kind; faint: another sign that alone says little.
    """
    found = _OPENS.match(opening)
    if any(_is_file(part.type, part.disposition) for part in mail.parts):
        return False
    text = _written(mail)
    if len(text) > _LONGEST or _OWN_WORDS.search(text):
        return False
    if found is None:
        return _says_below(text)
    if found["says"]:
        return True
    if found["absent"]:
        return _AWAY.search(text) is not None and (faint or _STOCK.search(text) is not None)
    return said or _SAYS_SO.search(text) is not None  # a technician too writes 'recebemos seu pedido, responderemos'


def _is_file(media_type: str, disposition: str) -> bool:
    return disposition == "attachment" or not media_type.startswith(("text/", "image/"))
