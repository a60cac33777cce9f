"""Could this line be somebody's name, or does it speak?

Below an approval a line that is neither thanks nor signature decides against it: a line in capitals that says something must not pass
for a name ('O PORTAL SUMIU'), nor may one or two small words ('foi engano').
"""

import re

from parsers.language.plain import plain


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Given names common in Brazil (IBGE, Nomes no Brasil), so that `maria` under a mail from a telephone is known for what it is.
_GIVEN = _set(
    "abel ademir adilson adriana adriano agnaldo ailton alan alba alberto alda alex alexandra alexandre alexsandro alice aline "
    "alisson altair alvaro amanda amelia ana analice anderson andre andrea andreia andressa angela angelica angelo anna anselmo "
    "antonia antonio aparecida arlete armando arnaldo arthur artur augusto aurea beatriz benedita benedito benicio bernardo bia "
    "bianca brenda breno bruna bruno caio camila carina carla carlos carolina caroline cassia catarina cecilia celia celio celso "
    "cesar cicera cicero cida cintia clarice claudete claudia claudinei claudio clayton cleber cleide cleiton cleonice cleusa "
    "conceicao cris cristiana cristiane cristiano cristina dalva daniel daniela daniele danilo davi david debora deise denilson denis "
    "denise diana diego dilma diogo dirce dirceu djalma domingos douglas dulce edgar edilson edimar edinaldo edison edivaldo edmilson "
    "edna edson eduarda eduardo elaine elba elen eliana eliane elias elio elisa elisabete elisangela elizabeth eloisa elson elton "
    "elza emanuel emerson emilia emilio enzo erica erika ester eugenio eunice eva evandro everton fabiana fabiano fabio fabiola "
    "fabricio fatima felipe fernanda fernando filipe flavia flavio francisca francisco franciele gabriel gabriela geni genival "
    "genivaldo george geraldo gerson gilberto gilda gilmar gilson giovana giovanna gisele gislaine givanildo glaucia gloria graca "
    "graziela guilherme gustavo heitor helena helio heloisa henrique hilda hugo humberto iara igor ines ingrid iolanda iracema irene "
    "iris isabel isabela isabella israel ivan ivana ivete ivone ivonete izabel jaciara jackson jacqueline jailson jaime jair janaina "
    "jane janete jaqueline jeferson jefferson jessica jo joana joao joaquim jocelia joel jonas jonathan jorge jose josefa joseane "
    "josiane josue joyce juarez julia juliana juliano julio juraci jurema jussara karen karina karla katia kelly laerte laercio lais "
    "lara larissa laura lauro lazaro lea leandra leandro leia leila leonardo leonor leticia levi lidia lidiane ligia lilian liliane "
    "livia lorena lourdes lourival lu luan luana lucas lucelia lucia luciana luciano lucilene lucimar lucinete lucio luis luisa luiz "
    "luiza luzia manoel manuel manuela mara marcela marcelo marcia marcio marco marcos margarete margarida maria mariana mariane "
    "marilda marilene marilia marina marinalva mario maristela mariza marlene marli marta mateus matheus mauricio mauro max maysa "
    "mayara michel michele michelle miguel milena milton miriam moacir moises monica monique murilo nadia nadir naiara nair natalia "
    "natanael nayara neide nelson neusa neuza nicolas nicole nilda nilson nilton nilza norma odair odete olga olivia orlando osmar "
    "osvaldo otavio pablo pamela patricia paula paulo pedro poliana priscila rafael rafaela raimunda raimundo ramon raquel raul "
    "rebeca regiane regina reginaldo reinaldo renan renata renato ricardo rita roberta roberto robson rodrigo rogeria rogerio romario "
    "romulo ronaldo roque rosa rosana rosane rosangela rose roseli rosemary rosilene rosimeire rosineide rubens rute ruth sabrina "
    "samara samuel sandra sandro sara sebastiana sebastiao selma sergio severino sheila sidinei sidney silas silvana silvia silvio "
    "simone sirlei sofia solange sonia sophia sueli suely suzana taina tais talita tamires tania tarcisio tatiana tatiane telma "
    "tereza teresa terezinha thaina thais thiago tiago tomas ulisses vagner valdeci valdemar valdir valdirene valeria valmir valter "
    "vanda vanderlei vanessa vania vera veronica vicente victor victoria vilma vinicius virginia vitor vitoria viviane wagner waldir "
    "wallace walter wanderley wanderson washington wellington wesley wilian william willian wilma wilson yara yasmin zelia zenaide "
    "zilda zuleide "
)
# Words that a sentence has and a signature has not.
_SPEECH = _set(
    "responde respondem sabe sabem manda mandam pede pedem quer querem rever revejam falar falem fale leva levem traz traga "
    "eu tu ele ela nos eles elas voce voces vc vcs meu minha meus minhas seu sua este esta esse essa isto isso aquilo aquele aquela "
    "que quem qual como porque pois quando onde se ja hoje ontem amanha agora logo so tudo todos muito pouco mal pior foi foram era "
    "eram fui e estou estava estavam tem tinha ha houve vai vou vao veio vieram vem seria teria poderia gostaria deveria faria "
    "estaria volta volto voltar atras fica ficou faz fez diz disse digo pode podem deve devo quero queria espera espere esperem calma "
    "pare parem veja vejam ver vide leia leiam olha olhem segue seguem envio envie enviem engano enganos equivoco mentira piada "
    "brincadeira brinco ironia sarcasmo desconsidere desconsiderem desconsiderar desconsidero ignore ignorem ignorar anule anulem "
    "anular anulo retiro retire desisto desistir sumiu teste copia copiei senha tela prazo anexo anexos abaixo acima palavra resposta "
    "igual mesma pendencia reclamacao reclamo piorou absurdo vergonha palhacada descaso lamentavel imagina jamais aham tanto "
)
_BEGINS = frozenset({"o", "a", "os", "as", "um", "uma", "e", "sim", "no", "na", "ao", "do", "da", "para", "por", "com"})
_SPEAKING_END = re.compile(r"\w{2,}(?:ou|iu|ava|avam|aram|eram|iram|ando|endo|indo|aste|amos|emos|imos|\w+ei|asso)")
_NAMES_ALIKE = re.compile(
    r"(?:fern|arm|orl|rol|hildebr|br|ferdin)ando|\w*[lrc]indo|ramos|lemos|mendo|rosendo|\w*(?:n|dr|l|r)ei|rezende|eliu"
)
_LINK = re.compile(r"\S*@\S*|www\.\S*|https?:\S*")
_LETTERS = re.compile(r"[^\W\d_]+")


def speaks(line: str) -> bool:
    """Whether the line holds a word that sentences have and signatures have not."""
    words = _LETTERS.findall(_LINK.sub(" ", plain(line)))
    spoken = [word for word in words if word in _SPEECH and not (word == "e" and len(words) > 1)]
    begins = bool(words) and words[0] in _BEGINS and len(words) > 1
    return begins or bool(spoken) or any(_SPEAKING_END.fullmatch(word) and not _NAMES_ALIKE.fullmatch(word) for word in words)


def is_known_name(line: str) -> bool:
    """Whether the line begins with a given name, in any case: `maria`, `joão da silva`."""
    first = _LETTERS.match(plain(line).strip())
    return first is not None and first[0] in _GIVEN
