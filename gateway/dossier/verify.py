"""Este dossiê está inteiro? Confere o registro e o que ele guarda, só com a biblioteca padrão do Python (3.8 ou mais novo).

`python3 verify.py` diz uma linha para cada conferência, e sai com 1 no primeiro erro, com o nome do arquivo. Não vai à rede.
"""

# ruff: noqa: T201 - a program for a terminal
from __future__ import annotations

import email
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
COLUMNS = frozenset(["title", "requester", "technician", "solver"])  # o que um evento guarda à parte e é do chamado
LAST = ["events.jsonl"]  # o arquivo lido por último


class WrongError(Exception):
    """Algo não confere. O texto começa com o nome do arquivo."""


def _need(holds: object, name: str, what: str) -> None:
    if not holds:
        raise WrongError(f"{name}: {what}")


def _read(name: str) -> bytes:
    LAST[0], path = name, (HERE / name).resolve()
    _need(HERE in path.parents and path.is_file(), name, "falta no dossiê")
    return path.read_bytes()


def _load(name: str) -> Any:
    text = _read(name).decode()
    return [json.loads(line) for line in text.split("\n") if line] if name.endswith(".jsonl") else json.loads(text)


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha(data: bytes | str) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def _promise(salt: str, text: str) -> str:
    return _sha(b"c1" + bytes.fromhex(salt) + text.encode("utf-8", "replace"))


def _item(one: Any, value: str, names: str) -> str | None:
    """O que o selo de algo deve conter; None, se o que ele promete foi apagado."""
    commit = _promise(one["salt"], _canonical(one[value])) if "salt" in one else one.get("commit")
    return _sha(_canonical(dict({name: one[name] for name in names.split()}, commit=commit))) if commit else None


def events(chains: dict[str, list[Any]]) -> str:
    """Cada evento segue o anterior, e é o que foi escrito."""
    for row in _load("events.jsonl"):
        chain = chains.setdefault(row["ticket"], [])
        where, last = f"o evento {row['seq']} de {row['ticket']}", chain[-1]["hash"] if chain else ""
        _need(row["seq"] == len(chain) + 1 and row["prev"] == last, "events.jsonl", f"{where} não segue o anterior")
        row.update(facts={}, commit={}, set={})
        if not row.get("withheld"):
            _need(_sha(row["payload"]) == row["hash"], "events.jsonl", f"{where} foi alterado")
            said = json.loads(row["payload"])
            _need(all(said[key] == row[key] for key in ("ticket", "seq", "prev")), "events.jsonl", f"{where} está fora do lugar")
            row.update(facts=said["facts"], commit=said["commit"], set=said["set"])
        chain.append(row)
    _need(chains, "events.jsonl", "não há eventos")
    return f"{sum(map(len, chains.values()))} eventos em cadeia, sem falta e sem troca"


def personal(rows: list[Any]) -> str:
    """Cada valor pessoal é o que o evento prometeu, ou está marcado como apagado ou reservado."""
    kept, shown, gone = _load("personal.json"), 0, 0
    erased = [(row["ticket"], *one) for row in rows for one in row["facts"].get("erased", ())]
    for row in rows:
        beside = kept.get(row["ticket"], {}).get(str(row["seq"]), {})
        where = f"do evento {row['seq']} de {row['ticket']}"
        _need(set(beside) == set(row["commit"]), "personal.json", f"os valores {where} não são os prometidos")
        for name, one in beside.items():
            if "gone" not in one:
                _need(_promise(one["salt"], one["value"]) == row["commit"][name], "personal.json", f"'{name}' {where} foi alterado")
            known = one.get("gone") != "apagado" or (row["ticket"], row["seq"], name) in erased
            _need(known, "personal.json", f"'{name}' {where} falta, e nenhum evento diz que foi apagado")
            shown, gone = shown + ("gone" not in one), gone + ("gone" in one)
        row["values"] = {name: one.get("value", "") for name, one in beside.items() if name in COLUMNS and one.get("gone") != "reservado"}
    return f"{shown} valores pessoais conferem; {gone} não estão no dossiê (apagados ou reservados)"


def tickets(chains: dict[str, list[Any]]) -> str:
    """O estado do chamado é o que os seus eventos dizem."""
    states = _load("ticket.json")
    _need(set(states) == set(chains), "ticket.json", "não traz os mesmos chamados que events.jsonl")
    for number, chain in chains.items():
        state: dict[str, Any] = {}
        for row in chain:
            state.update(row["set"], **row["values"], events=row["seq"], head=row["hash"])
        for name, value in states[number].items():
            _need(name in state and state[name] == value, "ticket.json", f"'{name}' de {number} não é o que os eventos dizem")
    return f"o estado de {len(states)} chamado(s) é o que os eventos dizem"


def mails(rows: list[Any], items: dict[Any, str | None], raws: dict[int, bytes]) -> str:
    """Os bytes de cada e-mail têm a soma que os eventos e o selo guardam."""
    sums = {row["facts"]["mail"]: row["facts"]["mail_sha256"] for row in rows if "mail_sha256" in row["facts"]}
    found = _load("mails.json")
    for one in found:
        _need(sums.pop(one["id"], one["sha256"]) == one["sha256"], "mails.json", f"a soma do e-mail {one['id']} não é a do evento")
        if one["file"]:
            raws[one["id"]] = raw = _read(one["file"])
            _need(_sha(raw) == one["sha256"] and len(raw) == one["size"], one["file"], "não são os bytes recebidos")
        items["mail", one["id"]] = _item(one, "envelope", "id received_at door size sha256")
    _need(not sums, "mails.json", f"falta o e-mail {min(sums, default=0)}, que um evento cita")
    return f"{len(found)} e-mails recebidos: {len(raws)} inteiros, {len(found) - len(raws)} só com a soma"


def files(rows: list[Any], raws: dict[int, bytes]) -> str:
    """Cada anexo tem a soma que um evento guarda, ou está, igual, no e-mail inteiro."""
    lists = [(row["facts"].get("mail"), row["facts"].get("files")) for row in rows]
    listed = {(mail, one) for mail, found in lists if isinstance(found, list) for one in found}
    whole = {number: [part.get_payload(decode=True) for part in email.message_from_bytes(raw).walk()] for number, raw in raws.items()}
    kept, same = [one for one in _load("files.json") if one["file"]], 0
    for one in kept:
        data = _read(one["file"])
        _need(_sha(data) == one["sha256"] and len(data) == one["size"], one["file"], "não são os bytes do anexo recebido")
        inside = data in whole.get(one["mail"], ()) or data in raws.get(one["mail"], b"")
        _need(inside or (one["mail"], one["sha256"]) in listed, one["file"], "nem um evento nem um e-mail inteiro o conhece")
        same += inside
    return f"{len(kept)} anexos conferem; {same} foram achados, iguais, no e-mail inteiro"


def letters(items: dict[Any, str | None]) -> str:
    """As palavras de cada e-mail nosso, como foram seladas."""
    found = [_load(f"letters/{path.name}") for path in sorted((HERE / "letters").glob("out-*.json"))]
    items.update({("letter", one["id"]): _item(one, "words", "id created_at kind") for one in found})
    return f"{len(found)} e-mails nossos: {sum('words' in one for one in found)} com as palavras"


def seals(items: dict[Any, str | None], rows: dict[int, Any]) -> str:
    """Cada selo contém o que está no dossiê, e o seu elo é o que ele diz."""
    for row in _load("seals.jsonl"):
        place, where = (row["kind"], row["of"]), f"o selo {row['seq']}"
        _need(place in items, "seals.jsonl", f"{where} é de algo que não está no dossiê")
        name = {"event": "events.jsonl", "mail": "mails.json"}.get(row["kind"], f"letters/out-{row['of']}.json")
        _need(items.pop(place) in (None, row["item"]), name, f"{where} não contém o que está aqui")
        row["leaf"] = _sha(_canonical({key: row[key] for key in ("at", "item", "kind", "of", "seq")}))
        before = rows.get(row["seq"] - 1, {"hash": row["prev"]})["hash"]
        _need(before == row["prev"] and _sha(before + row["leaf"]) == row["hash"], "seals.jsonl", f"{where} foi alterado")
        rows[row["seq"]] = row
    return f"{len(rows)} selos conferem; {len(items)} itens ainda não tinham selo"


def stamps(rows: dict[int, Any]) -> str:
    """De um selo até o carimbo do tempo, elo por elo; o carimbo é sobre o fim desse caminho."""
    reached = set()
    for number in sorted(path.stem for path in (HERE / "stamps").glob("*.tsr")):
        name, end = f"slices/{number}.txt", f"stamps/{number}.txt"
        seq, *leaves = map(str, _read(name).decode().split())
        _need(int(seq) in rows, name, "não começa em um selo do dossiê")
        now, place = rows[int(seq)]["prev"], int(seq) - 1
        for leaf in [rows[int(seq)]["leaf"], *leaves]:
            place, now = place + 1, _sha(now + leaf)
            same = place not in rows or (rows[place]["leaf"], rows[place]["hash"]) == (leaf, now)
            _need(same, name, f"não passa pelo selo {place}")
            reached.update({place} & rows.keys())
        _need(_read(end).decode() == now and place == int(number), end, "não é o fim do caminho")
        _need(hashlib.sha256(now.encode()).digest() in _read(f"stamps/{number}.tsr"), f"stamps/{number}.tsr", "é de outra coisa")
    return f"{len(reached)} selos cobertos por carimbo do tempo; {len(rows) - len(reached)} sem carimbo"


def main() -> None:
    """Tudo, na ordem; uma linha para cada conferência."""
    chains: dict[str, list[Any]] = {}
    items: dict[Any, str | None] = {}
    raws: dict[int, bytes] = {}
    sealed: dict[int, Any] = {}
    print("certo:", events(chains))
    rows = [row for chain in chains.values() for row in chain]
    print("certo:", personal(rows))
    print("certo:", tickets(chains))
    print("certo:", mails(rows, items, raws))
    print("certo:", files(rows, raws))
    print("certo:", letters(items))
    items.update({("event", row["id"]): row["hash"] for row in rows})
    print("certo:", seals(items, sealed))
    print("certo:", stamps(sealed))
    print("O dossiê confere. O que isso mostra, e o que não mostra, está em LEIA-ME.txt.")


if __name__ == "__main__":
    try:
        main()
    except (WrongError, LookupError, TypeError, ValueError, AttributeError) as trouble:
        sys.exit(f"ERRADO: {trouble if isinstance(trouble, WrongError) else f'{LAST[0]}: não tem mais a forma que devia ter'}")
