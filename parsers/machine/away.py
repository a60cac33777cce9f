"""Does this subject say that a program answers, or that its owner is away? Each pattern is for a folded subject, from its beginning.

A catalogue code before it (`[12] resposta automática`) is a person's: a tag that is a number is none.
"""

import re

TAG = r"(?:\s*(?:\[(?!\s*[0-9]{1,3}\s*\])[^\]\n]{1,30}\]|\*{2,5}[^*\n]{1,30}\*{2,5}))*\s*"

_REPLY = (
    r"(?:reply|replies|repl|response|responder|respond|answer|antwort|antwoord|acknowledge?ment|ack|notification|confirmation|message"
    r"|e-?mail"
    r"|notice)"
)
# What vacation programs and calendars of mail servers begin with; what follows is the subject that they answer.
_AWAY = (
    rf"(?:out[- ]of[- ](?:(?:the|my)[- ])?office|ooo|oof|ooto)(?:[: -]{{1,3}}auto-?(?:matic)?[- ]?{_REPLY}"
    r"| (?:notification|notice|message|alert|reply|response|reminder|assistant))?"
    rf"|auto(?:matic|mated|matisch|matische|m\.)?[- _]?(?:e-?mail )?{_REPLY}\b"
    r"|(?:e-?mail )?auto-?(?:respond|reply)(?:er|ing)?"
    r"|abwesen(?:heit|d)s?(?:notiz|mail|nachricht|benachrichtigung|assistent|meldung)?|urlaubs(?:notiz|meldung|abwesenheit)"
    r"|automatische (?:antwort|ruckantwort|abwesenheitsnotiz|empfangsbestatigung|nachricht|e-?mail|mail)|nicht im (?:buro|hause?)"
    r"|auss?er haus"
    r"|(?:e?-?mail )?(?:resposta|mensagem|aviso|notificacao|confirmacao|respuesta|mensaje|risposta|messaggio|conferma) automatic[oa]"
    r"(?: (?:de|do|da) [^:]{0,60}(?=:)| de (?:ausencia|ferias|fora|fuera)[^:]{0,60})?"
    r"|auto[- ]?(?:resposta|respuesta|reponse|risposta|svar|respondedor|odpowiedz|matsvar)|respostas? automaticas?|automatiskt? svar"
    r"|automatiska svar"
    r"|automaatti(?:nen )?vastaus|poissa(?: toimistosta|oloviesti|oloilmoitus)|odpowiedz automatyczna|automatyczna odpowiedz|poza biurem"
    r"|nieobecnosc(?: w biurze)?|reponse automatique|message automatique|accuse de reception automatique"
    r"|automaticka odpoved|mimo kancelar|automatikus valasz|raspuns automat|otomatik (?:yanit|cevap)|ofis disinda|automatische reactie"
    r"|автоматический ответ|автоответ(?:чик)?|автоматична відповідь|вне офиса|нет на (?:рабочем )?месте|αυτοματη απαντηση"
    r"|αυτόματη απάντηση"
    r"|自動応答|自動返信|自動回答|不在通知|不在のお知らせ|不在連絡|自动回复|自动答复"
    r"|自動回覆|自動答覆|不在办公室|外出自动回复|자동 ?회신|자동 ?응답|부재 ?중"
    r"|תשובה אוטומטית|رد تلقائي"
    r"|fora d[oe] escritorio|fuera de (?:la )?oficina|(?:absence|absente?) (?:du|de) bureau|(?:message|avis) d'absence|fuori (?:sede"
    r"|ufficio)"
    r"|assenza (?:dall'ufficio|dal lavoro)|afwezig(?:heid(?:sbericht|smelding)?)?|buiten kantoor|franvaro(?:meddelande)?"
    r"|fravær(?:sassistent|smelding)?"
    r"|ej pa kontoret|ikke (?:pa kontoret|til stede)"
    r"|(?:vacation|holiday|absence|away|auto-?vacation) (?:auto-?)?(?:reply|message|response|responder|notice|notification)"
    r"|away from (?:(?:my|the|your) )?(?:e?-?mails?|desk|office|computer|keyboard|work)"
    r"|(?:mensagem|resposta|aviso|notificacao|aviso automatico) de (?:ausencia|ferias|licenca|afastamento|recesso)(?: temporaria)?"
    r"|mensaje de (?:ausencia|vacaciones)|aviso de vacaciones"
    r"|ausencia (?:temporaria|d[oe] escritorio|no escritorio|de (?:la )?oficina|temporal)|nao estou no escritorio"
    r"|(?:ausente|afastad[oa]) (?:d[oe] (?:escritorio|trabalho)|temporariamente|(?:en|de) (?:la )?oficina)"
)
_AFTER = (
    r"(?:\s*[:：(\])>*|\"]|\s*[\-–—](?![^\n]{0,300}\?)|\s*[.!]*\s*\Z|\s+\["
    r"|\s+(?:re|res|aw|from|to|for|until|till|through|starting|ate|hasta|jusqu|bis|fino|tot|returning|de [0-9]|[0-9]{1,2}/[0-9]"
    r"|[0-9]{1,2} a)\b)"
)
# Systems that let a mail through once its sender has confirmed it (TMDA, Boxbe, Spam Arrest, UOL and the like).
_CHALLENGE = (
    r"your e-?mail requires verification|antispam uol|confirmacao de envio via|confirm your e-?mail to|delivery confirmation required"
    r"|(?:please )?(?:confirm|verify) (?:your|this) (?:message|e-?mail|mail|identity)(?: (?:to|address|delivery)\b.{0,100})?\s*[.!]?\s*\Z"
    r"|(?:please )?confirm(?:ation)?(?: (?:required|requested|needed|request))? (?:for|of) your (?:message|e-?mail|mail)\b"
    r"|(?:message|e-?mail|mail|sender) (?:verification|confirmation|authentication)(?: (?:required|requested|needed"
    r"|request))?\s*(?:[:(\-]|\Z)"
    r"|(?:verification|confirmation) (?:required|requested|needed|request) (?:for|to)\b|your (?:message|e-?mail"
    r"|mail) (?:to .{1,100} )?(?:is|was"
    r"|has been) (?:being )?(?:held|waitlisted|awaiting|waiting|pending)|(?:please )?(?:verify|prove) (?:that )?you(?:'re| are) (?:a "
    r"|not a )"
    r"|(?:confirme|confirmar) (?:o )?(?:seu|sua|envio d[ao]) (?:e-?mail|mensagem)\s*[.!]?\s*\Z"
    r"|(?:confirmacao|verificacao) (?:de|do) remetente|confirme (?:su|tu) (?:correo|mensaje)|confirmez votre (?:message|courriel|e-?mail)"
    r"|bitte bestatigen sie ihre (?:e-?mail|nachricht)"
)
# Notes and calendars say it of somebody: `AUTO: Ana Prado is out of the office (returning 20/01/2026)`.
_OF_SOMEBODY = re.compile(
    r"(?:auto: [^\n]{2,80}? (?:is|will be|esta|estara|ist|est|e) (?:out|away|on|fora|ausente|fuera|de ferias|auss?er|nicht im|abwesend|im"
    r"|absente?|fuori|assente)\b"
    r"|[^:?\n]{2,80}? is (?:currently )?out of (?:the )?office\s*(?:[.!]?\s*\Z|\(|until|returning)"
    r"|[^:?\n]{2,80}? (?:esta|estara|ist|est) (?:fora do escritorio|ausente do escritorio|fuera de (?:la )?oficina|auss?er haus"
    r"|absente? du bureau) ?\()"
)
_SURE = re.compile(
    rf"{TAG}[\[(*<\"=\-]{{0,3}}\s?(?:(?:{_AWAY}){_AFTER}|(?:ausencia temporaria|aviso de ausencia)\b|{_CHALLENGE}"
    r"|auto ?: ?(?:re|res|aw|fwd?|enc|sv|antw) ?:|auto ?: ?\[l_)"
)
_ELSEWHERE = re.compile(r"office|escritorio|oficina|haus\b|bureau|\Aauto:")
_PREFIXED = re.compile(r"\s*(?:fwd?|enc|encam|wg|tr|rv|doorst)\s?:")
_SERVICES = ("spam arrest", "spam-arrest", "spamarrest", "boxbe", "tmda")
INSIDE = re.compile(rf"\b(?:{_AWAY})\b")
# The whole subject says that the writer is away; people write that too, of another matter: the text decides.
_I_AM = (
    r"(?:(?:i am|i'm|i will be|i'll be|we are|we will be) (?:currently |now |presently )?(?:away|out|absent|travell?ing|unavailable"
    r"|not available|off)"
    r"(?: of (?:the |my )?(?:office|town|country))?"
    r"|(?:(?:i am|i'm|i will be|i'll be|currently|now) )?on (?:annual |my |a )?(?:(?:sick |parental |maternity |paternity )?leave"
    r"|vacations?|holidays?"
    r"|business trip|pto|travel)|gone fishing|out (?:today|this week)"
    r"|(?:estou|estarei|estamos|estaremos|encontro-me) (?:(?:em|de|no gozo de) (?:ferias|licenca|recesso|folga|viagem)|ausente"
    r"|afastad[oa]|viajando"
    r"|fora)|(?:em|de) (?:gozo de )?(?:ferias|licenca(?: \w+)?)|estoy (?:de (?:vacaciones|viaje|baja|licencia)|ausente|fuera)"
    r"|je suis (?:absente?|en (?:conges?|vacances))|ich bin (?:im urlaub|abwesend|nicht da)|sono (?:in (?:ferie|vacanza)|assente)"
    r"|in ferie|im urlaub"
    r"|en conges?|de vacaciones|ik ben (?:afwezig|op vakantie)|op vakantie|pa semester|(?:ausente|away|absente?|abwesend|assente"
    r"|afwezig)(?= (?:until|till|ate|hasta|jusqu|bis|fino|tot)\b)|на отдыхе|в отпуске|休暇中|外出中)"
)
_BARE = (
    r"(?:vacations?|holidays?|away|absen(?:t|ce)|ausen(?:cia|te)|ferias|licenca|recesso|vacaciones|conges?|urlaub|ferie|assente|assenza"
    r"|semester|auto)"
)
_WHOLE = (
    r"\s*(?:[.!]*\s*\Z|[(\-–,] ?(?:back|return|retorn|volto|ate|until|regres|de [0-9]|[0-9])"
    r"|(?:until|till|from|through|ate|de|a partir|hasta|bis|jusqu|fino)\b)"
)
SAYS_SO = re.compile(rf"{TAG}(?:(?P<first>{_I_AM})|{_BARE}){_WHOLE}")
# What people write too: it counts only beside another sign of a machine.
PERHAPS = re.compile(
    rf"{TAG}(?:auto|vacation|on (?:vacation|leave|holiday)|away|i am away|ausen(?:cia|te)|(?:estou |estarei )?(?:em |de )?ferias|licenca"
    r"|vacaciones|conges?|urlaub|ferie|confirmacao de (?:recebimento|abertura)|recebemos (?:o |a )?(?:seu|sua)|seu (?:chamado"
    r"|e-?mail|contato)|office (?:closed|closure)|recesso|acuse de recibo|acknowledge?ment|received:"
    r"|we (?:have )?received your|thank you for|thanks for|obrigad[oa] p(?:or|elo)|gracias por)\b"
)


def is_sure(subject: str) -> bool:
    """Whether nobody but a program begins a subject so."""
    if _SURE.match(subject) or any(map(subject.__contains__, _SERVICES)):
        return not _PREFIXED.match(subject)
    return _ELSEWHERE.search(subject) is not None and _OF_SOMEBODY.match(subject) is not None
