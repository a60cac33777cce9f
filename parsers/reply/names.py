"""Could these words be a name, or do they tell who wrote what?"""

import re

# A person who tells what somebody wrote says `o técnico escreveu`; a mail program gives the name alone.
TOLD = re.compile(
    r"\W*(?:o|a|os|as|um|uma|eu|nos|eles?|elas?|meus?|minhas?|seus?|suas?|nosso|nossa|que|quem|como|conforme|segundo|isso|isto"
    r"|porque|quando|ja|nao|e|the|he|she|they|i|we|it|what|as|este|esta|el|ella|la|los|las|lo|ich|er|sie|der|die|das|wir|il|elle|je"
    r"|on|ce|io|lui|lei) "
)
# No name holds these; a sentence hardly does without them.
PROSE = re.compile(
    r"\b(?:que|ao|aos|para|pra|com|nao|ninguem|alguem|foi|por|pelos?|pelas?|me|enviei|recebi|mandei|liguei|abri|ja|mas|quando|onde|isso"
    r"|esse|essa|est[ae]|uma?|eles?|elas?|voces?|that|who|which|to|for|nobody|someone|i|we|you|con|porque|quien|pour|qui|nous|vous|dass|und"
    r"|nicht|mir|che|non)\b"
)
_MOST_NAME_WORDS = 9


def is_name(text: str) -> bool:
    """Whether these words could be a name and no tale of who wrote what."""
    return len(text.split()) <= _MOST_NAME_WORDS and TOLD.match(text + " ") is None and PROSE.search(text) is None
