"""How does a person read what is on record about them? One page in Portuguese, without scripts, that needs no other file."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

HEAD = """<!doctype html>
<html lang="pt-BR"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Seus dados neste atendimento</title>
<style>body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #888;padding:.3rem .5rem;text-align:left;vertical-align:top}pre{white-space:pre-wrap;margin:0}</style>
<h1>Seus dados neste atendimento</h1>
"""
SITUATIONS = {
    "new": "Novo", "pending": "Pendente", "assigned": "Processando (atribuído)", "solved": "Solucionado", "closed": "Fechado",
}  # fmt: skip
PROOFS = {
    "login": "senha", "aligned": "assinatura do domínio", "token": "resposta a um e-mail nosso", "confirmed": "confirmado por você",
    "claimed": "só o endereço, sem prova", "": "só o endereço",
}  # fmt: skip
ENTRY = {
    "id": "Identificação", "nome": "Nome", "cpf": "CPF", "enderecos": "Endereços de e-mail", "perfis": "Perfis", "ativo": "Ativo",
    "entidades": "Entidades", "grupos": "Grupos", "supervisiona": "Grupos que supervisiona", "no_cadastro": "Está no cadastro",
}  # fmt: skip


def written(index: Mapping[str, Any], now: datetime) -> str:
    """The page of an index (exporting.py)."""
    return "".join((
        HEAD,
        f"<p>Este arquivo reúne o que o atendimento guarda sobre você (LGPD, art. 18, II), em {now:%d/%m/%Y %H:%M}. ",
        "Os e-mails que você enviou estão na pasta <b>emails</b>, como chegaram; o que enviamos a você, na pasta <b>cartas</b>. ",
        "O mesmo índice, para programas, é o arquivo <b>indice.json</b>. Para corrigir ou eliminar dados, procure o encarregado (DPO).</p>",
        "<h2>Cadastro</h2>",
        _table((), [(ENTRY[name], _plain(value)) for name, value in index["cadastro"].items()]),
        f"<h2>Chamados ({len(index['chamados'])})</h2>",
        *map(_case, index["chamados"]),
        f"<h2>E-mails recebidos de você ({len(index['emails'])})</h2>",
        _table(("E-mail", "Recebido em", "Assunto", "Como sabemos que é seu", "SHA-256"), [_mail(row) for row in index["emails"]]),
        f"<h2>E-mails enviados a você ({len(index['cartas'])})</h2>",
        _table(("E-mail", "Escrito em", "Para", "Assunto"), [_letter(row) for row in index["cartas"]]),
        "</html>\n",
    ))  # fmt: skip


def _case(case: Mapping[str, Any]) -> str:
    title = f": {escape(case['titulo'])}" if case["titulo"] else ""
    facts = [
        ("Situação", SITUATIONS.get(case["situacao"], case["situacao"])),
        ("Seu papel", ", ".join(case["papeis"]) or "participante"),
        ("Aberto em", case["aberto_em"]),
        ("Fechado em", case["fechado_em"] or "ainda aberto"),
        *((f"Você escreveu em {said['em']}", said["texto"] or "(apagado)") for said in case["mensagens"]),
    ]
    return f"<h3>{escape(case['numero'])}{title}</h3>" + _table((), facts)


def _mail(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["id"], row["recebido_em"], _subject(row, row["apagado_em"]), PROOFS.get(row["prova"], PROOFS[""]), row["sha256"]


def _letter(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["id"], row["escrita_em"], row["para"], _subject(row, row["apagada_em"])


def _subject(row: Mapping[str, Any], erased: str) -> str:
    lost = " (o arquivo se perdeu)" if row["perdido"] else ""
    return (row["assunto"] or _gone(erased)) + lost


def _gone(at: str) -> str:
    return f"(apagado em {at})" if at else ""


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "sim" if value else "não"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td><pre>{escape(cell)}</pre></td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{f'<tr>{top}</tr>' if top else ''}{body}</table>\n"
