"""Where do figures go? Into bench/RESULTS.md, one section for each program that measures; the others' stay as they are."""

import os
import platform
from pathlib import Path

from bench.row import Row

PATH = Path(__file__).with_name("RESULTS.md")
COLUMNS = ("what", "ours", "beside it", "ratio", "how")
_MARK = "\n## "


def write(heading: str, made_by: str, rows: list[Row]) -> None:
    """Replaces the section of this heading (a line that begins with `# ` or `## `), or adds it at the end."""
    sections = {_heading(section): section for section in _sections()}
    sections[heading] = "\n".join([heading, "", made_by, "", machine(), "", *_table(rows)]) + "\n"
    PATH.write_text("\n".join(sections.values()))


def machine() -> str:
    """Where the figures were measured."""
    model = next((line.partition(":")[2].strip() for line in _cpu_lines() if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, {platform.system()} {platform.release()}"


def _sections() -> list[str]:
    first, *others = PATH.read_text().split(_MARK) if PATH.exists() else [""]
    return [section.rstrip("\n") + "\n" for section in (first, *(f"## {other}" for other in others)) if section]


def _heading(section: str) -> str:
    return section.partition("\n")[0]


def _table(rows: list[Row]) -> list[str]:
    lines = ["| " + " | ".join(COLUMNS) + " |", "| --- | ---: | ---: | ---: | --- |"]
    return lines + ["| " + " | ".join(row.cells()) + " |" for row in rows]


def _cpu_lines() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []
