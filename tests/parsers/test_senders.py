"""Does an address that plainly names a program decide alone, and one that a team or a person may have never?"""

import pytest

from parsers.machine import automatic
from parsers.mime.message import parse

PROGRAMS = """
noreply no-reply no_reply No.Reply do-not-reply donotreply dont-reply never-reply nao-responda nao_responder naoresponda semresposta
sem-resposta no-responder noresponder ne-pas-repondre nepasrepondre nicht-antworten keine-antwort non-rispondere noreply-abc alerts-noreply
no-reply+tag bounce bounces bounce-123 lista-bounces majordomo listserv mailman MAILER-DAEMON mail-daemon maildaemon autoreply auto-reply
auto-responder auto-response autoanswer auto-confirm automated automatic robot bot portal-bot daemon root cron nagios zabbix notification
notifications notify notifier alert alerts newsletter devnull owner-lista lista-request lista-owner noreply123 lojanoreply notificacoes
alertas portal-notifications naoresponda.banco ana-confirm-123.abc prod-no-reply no-reply-nuvem please.do.not.reply resposta.automatica
mailing mailer symantec_antivirus antivirus
"""
TEAMS = """
suporte contato info admin news marketing ana ana.prado noredo norepl joao.bot delivery monitoramento noc robson robotica autos automacao
postmaster ana.notaro nona alertino helpdesk ouvidoria pedido.request cobranca boletim webmaster abuse replay daemonia ana+noreply
root.cause carlos.system mailers mailroom
"""


def kind(sender: str, more: str = "") -> str:
    return automatic.kind(parse(f"{more}From: {sender}\nSubject: Aviso\n\nSegue.\n".encode()))


@pytest.mark.parametrize("local", PROGRAMS.split())
def test_a_local_part_that_names_a_program(local: str) -> None:
    assert kind(f"{local}@portal.example") == "auto"


@pytest.mark.parametrize("local", TEAMS.split())
def test_a_local_part_that_a_team_or_a_person_has(local: str) -> None:
    assert kind(f"{local}@portal.example") == "normal"


@pytest.mark.parametrize(
    ("sender", "found"),
    [
        ('"Do Not Reply" <sistema@x.example>', "auto"),
        ('"Não responda" <loja@x.example>', "auto"),
        ("=?utf-8?Q?N=C3=A3o_responda?= <loja@x.example>", "auto"),
        ("=?utf-8?B?TsOjbyByZXNwb25kYQ==?= <loja@x.example>", "auto"),
        ("Automatic Reply <support@x.example>", "auto"),
        ("Charlie Root <root@x.example>", "auto"),
        ("root@x.example (Cron Daemon)", "auto"),
        ("System Administrator <postmaster@x.example>", "auto"),
        ("Mail Delivery System <postmaster@x.example>", "auto"),
        ("<>", "auto"),
        ("Ana Prado <root@x.example>", "normal"),
        ("Marta Owner <marta-owner@x.example>", "normal"),
        ("Bounce House <info@x.example>", "normal"),
        ('"noreply@x.example" <ana@x.example>', "normal"),
        ("Postmaster <postmaster@x.example>", "normal"),
    ],
)
def test_the_name_beside_the_address(sender: str, found: str) -> None:
    assert kind(sender) == found


@pytest.mark.parametrize(
    ("path", "more", "found"),
    [
        ("", "", "auto"),
        ("bounce-12@y.example", "", "normal"),
        ("noreply@y.example", "", "normal"),
        ("lista-bounces@x.example", "", "normal"),
        ("lista-request@x.example", "", "normal"),
        ("owner-lista@y.example", "", "normal"),
        ("b-1234_ab@y.example", "", "normal"),
        ("bounces@correio.x.example", "In-Reply-To: <1@y.example>\n", "normal"),
        ("noreply@correio.x.example", "", "auto"),
        ("www-data@paginas.example", "", "normal"),
        ("www-data@x.example", "", "auto"),
        ("newsletter@y.example", "", "normal"),
        ("bounces+7@rele.example", "In-Reply-To: <1@y.example>\n", "normal"),
        ("bounces+SRS=ab=cd@t.example", "", "normal"),
        ("SRS0=ab=12=x.example=ana@y.example", "", "normal"),
        ("prvs=123=ana@x.example", "", "normal"),
        ("ana+caf_=s=y.example@x.example", "", "normal"),
        ("ana@x.example", "", "normal"),
        ("joao@y.example", "", "normal"),
        ("maria.request@x.example", "", "normal"),
    ],
)
def test_a_return_path_of_another_name(path: str, more: str, found: str) -> None:
    assert kind("Ana <ana@x.example>", f"Return-Path: <{path}>\n{more}") == found
    assert kind(f"Ana <{path}>", f"Return-Path: <{path}>\n") == kind(f"Ana <{path}>") or not path
