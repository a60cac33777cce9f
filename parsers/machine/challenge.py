"""Does a text ask its sender to prove to be a person, before a mail is let through? (TMDA, Spam Arrest, Boxbe, providers' filters)

Such a mail speaks of one that was held, and is no bounce: the letter may still arrive.
"""

import re

# Programs that name themselves.
_NAMED = re.compile(
    r"\btmda\b|spam ?arrest|\bboxbe\b|challenge[-/ ]response|antispam uol|tira-teima|\bchoicemail\b|\bspamlion\b|\bmailblocks\b"
    r"|\bsendio\b"
    r"|\bvanquish (?:mail|anti)|\bactive spam killer\b"
)
_YOURS = re.compile(
    r"\b(?:your|this|the|original) (?:original |pending |previous |e-?mail )?(?:e-?mail|message|mail)|\byou (?:sent|wrote|just"
    r"|have sent)\b"
    r"|(?:sua|tua|vossa|da|a) mensagem|(?:seu|teu|o|do) e-?mail|(?:su|tu) (?:mensaje|correo)|votre (?:message|courriel|e-?mail)"
    r"|(?:ihre|deine) (?:nachricht|e-?mail|mail)|(?:tuo|suo|vostro) messaggio"
)
_ASKS = re.compile(
    r"(?<!\bi )(?<!\bwe )(?<!nos )(?<!eu )\b(?:reply to|replying|respond to|responding|just (?:hit )?reply|hit reply|click|visit"
    r"|follow|go to|confirm|verify|complete"
    r"|fill out|send an? "
    r"(?:empty|blank|e-?mail)|use your mailer|clique|responda|acesse|confirme|preencha|haga clic|responda|confirme|cliquez|repondez"
    r"|klicken|antworten sie"
    r"|cliccate|clicca|rispondi)\b"
)
_HELD = re.compile(
    r"\b(?:held|hold|quarantined?|waitlisted|pending|await\w*|waiting|released?|delivered|deliver|delivery|accepted|receive[d]?"
    r"|retid[ao]|aguardando"
    r"|aguarda|pendente|em espera|entregue|liberad[ao]|liberar|encaminhada|retenid[oa]|entregado|en attente|remis|zuruckgehalten"
    r"|zugestellt|in attesa"
    r"|consegnat[oa])\b"
)
_WHY = re.compile(
    r"has not (?:yet )?been (?:verified|confirmed|approved)|is not (?:yet )?(?:verified|confirmed|approved|recogni[sz]ed|known)"
    r"|not (?:yet )?(?:on|in) (?:my|his|her|their|our|the|this) [^.]{0,40}(?:list|address book|contacts|senders)|(?:approved|allowed"
    r"|authori[sz]ed"
    r"|trusted|safe|accepted) senders?|only from senders|white-?list|guest ?list|(?:verify|prove|confirm|show) (?:that )?you(?:'re| are)"
    r"|confirm (?:that )?you sent|you(?:'re| are) (?:indeed )?(?:a (?:human|real|person|legitimate)|human|not a (?:spammer|robot"
    r"|machine|computer))"
    r"|(?:human|real person|legitimate sender)|unknown senders?|first (?:time|message|e-?mail) (?:you|from you)|just this once"
    r"|one[- ]time"
    r"|(?:control|reduce|stop|fight|prevent|avoid|eliminate|against) (?:unsolicited|spam|junk)|spam (?:filter|protection|control|blocker)"
    r"|(?:remetente|contato|lista)[^.]{0,40}(?:autorizad|aprovad|confia|desconhecid|permitid|confirmad)|ainda nao (?:esta"
    r"|foi) (?:autorizad"
    r"|cadastrad|confirmad|verificad)|(?:combater|evitar|controlar|contra|impedir|reduzir) (?:o |a |os )?(?:recebimento de )?(?:spam|lixo"
    r"|mensagens (?:indesejadas|nao solicitadas))|anti-?spam|nao (?:e|seja|sou) um (?:robo|programa|spammer)|que voce e (?:uma pessoa"
    r"|humano)"
    r"|remitente[^.]{0,30}(?:desconocid|autorizad)|lista blanca|expediteur[^.]{0,30}(?:inconnu|autoris)|liste blanche"
    r"|absender[^.]{0,30}(?:unbekannt"
    r"|bestatig)|mittent[ei][^.]{0,30}(?:sconosciut|autorizzat)"
)
_QUESTION = re.compile(r"\?(?=\s|\Z)")


def is_one(opening: str) -> bool:
    """opening: the folded first words of a text. A program's name, or all of: your mail, held, why, and what to do."""
    text = " ".join(opening.split())
    asks = _ASKS.search(text)
    if asks and _NAMED.search(text):
        return _QUESTION.search(text) is None
    return bool(asks and _WHY.search(text) and _HELD.search(text) and _YOURS.search(text)) and _QUESTION.search(text) is None
