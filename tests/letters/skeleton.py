"""Which letters are built alike? A letter's elements with their looks, where every text and link is the same."""

from typing import Any

from lxml import etree

WORDS = {"href", "content"}  # attributes that hold words


def skeleton(html: str) -> str:
    """A letter, which is a whole HTML document, without its words."""
    return _bones(etree.HTML(html))


def _bones(node: Any) -> str:
    if not isinstance(node.tag, str):
        return "<!---->"
    looks = "".join(f" {name}={value!r}" for name, value in sorted(node.attrib.items()) if name not in WORDS)
    if node.tag == "style":
        return f"<style>{node.text}</style>"
    inside = "".join(_bones(child) + _word(child.tail) for child in node)
    return f"<{node.tag}{looks}>{_word(node.text)}{inside}</{node.tag}>"


def _word(text: str | None) -> str:
    return "…" if (text or "").strip() else ""
