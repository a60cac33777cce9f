"""Which mails do programs write, and which of people look a little like them? The folder `maquinas`."""

from tests.mails.making.automaticas import AUTOMATICAS
from tests.mails.making.devolvidas import DEVOLVIDAS
from tests.mails.making.devolvidas_em_prosa import PROSA
from tests.mails.making.gente_parecida import GENTE
from tests.mails.making.programas import PROGRAMAS

MAILS = [*DEVOLVIDAS, *PROSA, *AUTOMATICAS, *GENTE, *PROGRAMAS]
