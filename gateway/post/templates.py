"""How are templates found and filled? By Jinja, set so that filling one costs little: what cannot change in a process is settled once."""

from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from jinja2.runtime import Context

from gateway.post.look import Look


class _Loader(FileSystemLoader):
    """Loads templates; those of pages are dressed."""

    def __init__(self, folder: Path, look: Look) -> None:
        super().__init__(folder)
        self._look = look

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """As FileSystemLoader does. Raises jinja2.TemplateNotFound."""
        source, path, is_current = super().get_source(environment, template)
        return self._look.dressed(source) if template.endswith(".html") else source, path, is_current


class _Context(Context):
    """Calls macros and functions as Python does: none of ours asks for the context of the template."""

    def call(self, called: Callable[..., Any], /, *arguments: Any, _block_vars: Any = None, _loop_vars: Any = None, **named: Any) -> Any:
        """Jinja's names for what it passes along."""
        return called(*arguments, **named)


class Templates(Environment):
    """The templates of a folder. Pages (`.html`) wear the look and are escaped; a fact that is missing is an error."""

    context_class = _Context

    def __init__(self, folder: Path, look: Look) -> None:
        super().__init__(
            loader=_Loader(folder, look),
            undefined=StrictUndefined,
            autoescape=select_autoescape(("html",)),
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=0,
        )
        self._loaded: dict[str, Template] = {}
        self.globals.update(media=look.media, style_of=look.style)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 -- Jinja's name
    ) -> Template:
        """Each template is loaded once: they do not change while the process lives. Raises jinja2.TemplateNotFound."""
        if isinstance(name, Template):
            return name
        loaded = self._loaded.get(name)
        if loaded is None:
            loaded = self._loaded[name] = super().get_template(name, parent, globals)
        return loaded

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:  # noqa: ARG002 -- as above
        """One dict for all templates; Jinja would give each a chain of two, which costs more than all else in beginning a template."""
        return self.globals
