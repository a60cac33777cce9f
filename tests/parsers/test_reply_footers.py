"""Is what a signature, a telephone, an organisation or a server adds below the text no new text?"""

import pytest

from parsers.reply.reply import new_text
from parsers.reply.signature import is_telephone

OWN = "Tudo certo por aqui, podem encerrar."

TELEPHONES = [
    "Enviado do meu iPhone",
    "Enviado a partir do meu iPhone",
    "Enviado do meu iPad.",
    "Enviado do meu Galaxy",
    "Enviado do meu smartphone Samsung Galaxy.",
    "Enviado a partir do meu smartphone Samsung Galaxy.",
    "Enviado do meu telemóvel",
    "Enviado de meu Xiaomi",
    "Enviado do Yahoo Mail para iPhone",
    "Enviado do Yahoo Mail no Android",
    "Enviado do Outlook para iOS",
    "Enviado a partir do Outlook para Android",
    "Enviado do Email para Windows 10",
    "Enviado do Correio para Windows",
    "Enviado via UOL Mail",
    "Enviado por BOL Mail",
    "Enviado com o Proton Mail, e-mail seguro.",
    "Enviado pelo meu aparelho Motorola",
    "Enviado usando o Zimbra",
    "Enviada do meu BlackBerry",
    "Enviado do meu dispositivo Android com K-9 Mail. Por favor, desculpe a brevidade.",
    "Obter o Outlook para iOS",
    "Obtenha o Outlook para Android<https://aka.ms/AAb9ysg>",
    "Obtenha o [Outlook para Android](https://aka.ms/AAb9ysg)",
    "*Enviado do meu iPhone*",
    "Sent from my iPhone",
    "Sent from my Galaxy",
    "Sent from Outlook for iOS",
    "Sent from Mail for Windows",
    "Sent from Yahoo Mail for iPhone",
    "Sent with Proton Mail secure email.",
    "Sent via Spark",
    "Sent from my Android device with K-9 Mail. Please excuse my brevity.",
    "Get Outlook for Android",
    "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "Enviado desde mi iPhone",
    "Enviado desde mi Samsung",
    "Obtener Outlook para Android",
    "Envoyé de mon iPhone",
    "Envoyé depuis mon appareil Samsung",
    "Envoyé à partir de Outlook pour Android",
    "Télécharger Outlook pour iOS",
    "Von meinem iPhone gesendet",
    "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "Gesendet von Mail für Windows",
    "Gesendet mit der Outlook App",
    "Outlook für iOS beziehen",
    "Inviato da iPhone",
    "Inviato da Outlook per Android",
    "Scarica Outlook per iOS",
    "Verstuurd vanaf mijn iPhone",
    "Wysłane z iPhone'a",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "Lähetetty iPhonesta",
    "Odesláno z iPhonu",
    "Отправлено с iPhone",
    "iPhoneから送信",
    "发自我的iPhone",
    "나의 iPhone에서 보냄",
]

CLOSINGS = [
    "Atenciosamente,",
    "Atenciosamente",
    "Muito atenciosamente,",
    "Att.,",
    "Att",
    "Att,",
    "At.te,",
    "Cordialmente,",
    "Respeitosamente,",
    "Abs,",
    "Abraços,",
    "Um abraço",
    "Saudações,",
    "Com os melhores cumprimentos,",
    "Melhores cumprimentos",
    "Cumprimentos,",
    "*Atenciosamente,*",
    "Best regards,",
    "Kind regards",
    "Regards,",
    "Sincerely,",
    "Saludos cordiales,",
    "Un saludo,",
    "Atentamente,",
    "Cordialement,",
    "Bien cordialement",
    "Mit freundlichen Grüßen",
    "Viele Grüße",
    "MfG",
    "Cordiali saluti,",
    "Distinti saluti",
]

DISCLAIMERS = {
    "pt": (
        "Esta mensagem pode conter informações confidenciais e não deve ser lida\npor quem não é o destinatário. Se a recebeu por engano, "
        "apague-a."
    ),
    "pt, title": (
        "AVISO LEGAL\nEsta mensagem e seus anexos são confidenciais e de uso exclusivo do destinatário.\nSe a recebeu por engano, avise."
    ),
    "pt, several paragraphs": (
        "AVISO DE CONFIDENCIALIDADE: esta mensagem é confidencial e destina-se ao seu destinatário.\n\n"
        "Caso a tenha recebido por engano, apague-a.\n\nQualquer uso indevido será punido na forma da lei."
    ),
    "pt, sigilo": "As informações contidas nesta mensagem são sigilosas, protegidas por lei, e a divulgação não autorizada é proibida.",
    "pt, in stars": "*Esta mensagem é confidencial, protegida pela Lei Geral de Proteção de Dados (LGPD), e só interessa ao destinatário.*",
    "two languages": (
        "Esta mensagem é confidencial e destina-se ao destinatário. Se a recebeu por engano, apague-a.\n\n"
        "This message is confidential and meant for the addressee. If you have received it by mistake, delete it."
    ),
    "en": "This e-mail and its attachments are confidential and intended solely for the addressee.\nIf received in error, delete it.",
    "en, notice": "CONFIDENTIALITY NOTICE: the contents of this email are confidential and intended for the recipient only.",
    "es": "Este mensaje es confidencial y va dirigido a su destinatario. Si usted lo ha recibido por error, bórrelo.",
    "trees": "Antes de imprimir, pense no meio ambiente.",
    "trees, en": "Please consider the environment before printing this e-mail.",
    "virus": "Livre de vírus. www.avast.com",
    "virus, two lines": "Este e-mail foi escaneado pelo Avast antivírus.\nwww.avast.com",
    "list": (
        "_______________________________________________\nparceiros mailing list\nparceiros@lists.x.example\n"
        "https://lists.x.example/mailman/listinfo/parceiros"
    ),
    "group": (
        '-- \nVocê recebeu esta mensagem porque está inscrito no grupo "parceiros".\nPara cancelar a inscrição, envie um e-mail para '
        "parceiros+unsubscribe@groups.x.example."
    ),
}

SIGNATURES = [
    "-- \nMaria Silva\nGestora de acordos, que gosta de frases longas em minúsculas na assinatura",
    "--\nMaria Silva\nGestora\nTel. (11) 5555-0100",
    "—\nMaria Silva",
    "__\nMaria Silva\nSindicato Rural",
    "-- \n\nMaria Silva\n\n\nSindicato Rural de Exemplo\nRua das Flores, 10\n\n",
]


@pytest.mark.parametrize("line", TELEPHONES)
def test_what_a_telephone_adds(line: str) -> None:
    assert is_telephone(line)
    assert new_text(f"{OWN}\n\n{line}\n") == OWN
    assert new_text(f"{OWN}\n\nAtt.\nMaria\n\n{line}\n\nEm 09/06/2026 10:15, Suporte <s@x.example> escreveu:\n> texto\n") == OWN


@pytest.mark.parametrize(
    "line",
    [
        "Enviado do meu setor para o de vocês, o processo chegou ontem?",
        "Enviado do celular dela, mas não chegou",
        "Enviado ao INSS o documento do celular",
        "O documento foi enviado do meu iPhone",
        "Sent from my office to yours by truck",
        "Get the document from the portal",
        "Enviado",
        "",
    ],
)
def test_what_a_person_says_of_sending(line: str) -> None:
    assert not is_telephone(line)


@pytest.mark.parametrize("closing", CLOSINGS)
def test_a_closing_with_a_signature_below(closing: str) -> None:
    for below in ("Maria Silva", "Maria Silva\nGestora de Acordos\nSindicato Rural\nTel.: (11) 5555-0100\nmaria@x.example", "maria", ""):
        assert new_text(f"{OWN}\n\n{closing}\n{below}\n") == OWN
        assert new_text(f"{OWN}\n\n{closing}\n\n{below}\n\n{DISCLAIMERS['pt']}\n") == OWN


@pytest.mark.parametrize("disclaimer", DISCLAIMERS)
def test_a_disclaimer(disclaimer: str) -> None:
    for above in ("", "Atenciosamente,\nMaria Silva\nGestora\n\n", "-- \nMaria\n\n", "Enviado do meu iPhone\n\n"):
        assert new_text(f"{OWN}\n\n{above}{DISCLAIMERS[disclaimer]}\n") == OWN
    assert new_text(f"{OWN}\n\n{DISCLAIMERS[disclaimer]}\n\n{DISCLAIMERS['trees']}\n") == OWN


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature_below_its_mark(signature: str) -> None:
    assert new_text(f"{OWN}\n\n{signature}") == OWN
    assert new_text(f"{OWN}\n{signature}\n\nDe: S <s@x.example>\nEnviado: 9 de junho de 2026 10:15\nPara: M\nAssunto: x\n\ntexto") == OWN
