"""Does this text object to anything, or ask?"""

import re

from parsers.language.plain import loose

# A contrast, a lack, a condition, a complaint or a request: whoever writes one has not simply agreed.
_OBJECTION = re.compile(
    r"\b(?:mas|mais (?:falta|nao)|porem|contudo|todavia|entretanto|entanto|exceto|excecao|salvo|menos|falt\w+|ainda|nao|n|naum|nem"
    r"|nunca|jamais"
    r"|sem|embora|apesar|senao|so que|somente|apenas|ressalvas?|desde que|contanto|condicion\w+|se|caso|quando|depois|apos|antes|assim que"
    r"|ate que|enquanto|talvez|acho|parcial\w*|em partes?|metade|nul[oa]s?|sqn|incomplet\w*|penden\w*|continu\w+|persist\w+|permanec\w+"
    r"|segue (?:com|dando|sem)"
    r"|erros?|errad[oa]s?|errou|falh\w+|problemas?|incorret\w*|inconsist\w+|outr[oa]s?|novamente|de novo|reabr\w+|reabert\w+|corri[gj]\w+"
    r"|ajust\w+|verifi\w+|confer\w+|aguard\w+|espera\w*|duvidas?|pessim\w+|ruim|ruins|horrivel|demor\w+|lent[oa]s?|lentidao|fora"
    r"|caiu|cai|queda"
    r"|trav\w+|branca|indispon\w+|instav\w+|invalid\w+|negad\w+|bloque\w+|expirad\w+|vencid\w+|desatualiz\w+|offline|cancel\w+"
    r"|recus\w+|reprov\w+"
    r"|rejeit\w+|discord\w+|desaprov\w+|insatisf\w+|preciso|precisamos|precisa|solicito|peco|gostaria|urgente|insuficiente|inutil"
    r"|nada|nenhum\w*"
    r"|impossivel|but|except|not|however|pero|engan\w+|equivoc\w+|desconsider\w+|mentira|piada|brincad\w+|volt\w+ atras|desist\w+"
    r"|envi(?:e|em|ar)|mand(?:e|em)|encaminh(?:e|em|ar)|inform(?:e|em)|liber(?:e|em)|refa\w+|troc(?:a|ar)|troquem?|retorn(?:e|em)"
    r"|ligu(?:e|em)|respond(?:a|am)|resolv(?:a|am)|exclu(?:a|am|ir)|inclu(?:a|am|ir)|atualiz(?:e|em|ar)|favor (?!de)\w+r"
    r"|ontem|(?<!mais uma )vez(?:es)?|minutos?|instantes?|par(?:ou|aram)"
    r"|por enquanto|temporari\w+|provisori\w+|por ora|venc(?:eu|e)"
    r"|mal|(?:se|te|pode|deve|fa|esta|have)ria(?:m|mos)?|sumi(?:u|ram)|desaparec\w+|perd\w+|quebr\w+|cobr\w+|zero|agrade\w+ (?:o |a |as )?"
    r"(?:envio|providencias?|correcao|liberacao|inclusao)"
    r"|negativ\w+|infelizmente|lamentavel\w*|vergonh\w+|absurdo|descaso|decepcion\w+|pior\w*)\b|[👎❌🚫🤔😡😠🙅😞😤⛔✖❎☹🙁😒🙄😢😭😕😟😖😣😩😫🤬🤮💩🖕👿]"
)
_NOT_OBJECTING = re.compile(
    r"\b(?:(?:permane|continu|fic|est)\w+ )?(?:sempre |inteiramente )?a (?:sua )?disposicao(?: para| em)?|\bqua(?:l"
    r"|is)quer (?:duvidas?|esclarecimentos?)\b|"
    r"\b(?:o |os |a |as |meu |nosso |esse |este )?(?:erros?|problemas?|falhas?|pendencias?|duvidas?) (?:ja )?(?:foi|foram|esta"
    r"|estao|ficou)? ?"
    r"(?:totalmente |devidamente )?(?:resolvid|solucionad|corrigid|sanad|esclarecid)\w+"
    r"|\b(?:resolveu|resolveram|solucionou|solucionaram|corrigiram|corrigiu|sanou) (?:o|os|meu|nosso|todos os) (?:erros?|problemas?)"
    r"|\bsem (?:problemas?|duvidas?)\b(?! (?:nao|mas))"
    r"|\bsem mais(?: (?:para|no|pelo|por) (?:o )?(?:momento|ora|presente))?(?=\s*(?:[.,;!\n]|$))"
)
_URL = re.compile(r"(?:https?://|www\.|mailto:)\S{1,300}", re.IGNORECASE)
_QUESTION = re.compile(r"[?？؟⁇⁈‽❓❔⁉]")


def objection(text: str) -> bool:
    """Whether the text holds a contrast, a lack, a condition, a complaint or a request."""
    return _OBJECTION.search(_NOT_OBJECTING.sub(" ", loose(_URL.sub(" ", text)))) is not None


def question(text: str) -> bool:
    """Whether the text asks: a question mark outside of links."""
    return _QUESTION.search(_URL.sub(" ", text)) is not None
