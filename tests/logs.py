"""What is written into the log? One logger's lines, or those of the whole process as a part of the gateway sets it up."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.commands.log import FORMS
from gateway.commands.starting import log_from, write_log_as


@contextmanager
def line(name: str, form: str) -> Iterator[io.StringIO]:
    """What a logger writes in a form (FORMS), and nobody else hears."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(FORMS[form]())
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield written
    finally:
        logger.removeHandler(handler)


@contextmanager
def root(level: int, form: str) -> Iterator[io.StringIO]:
    """The whole log as `log_from` and `write_log_as` set it up, and as it was before afterwards."""
    logger, levels = logging.getLogger(), {name: logging.getLogger(name).level for name in ("", "gateway", "mail")}
    handlers, logger.handlers = logger.handlers, []
    try:
        log_from(level)
        write_log_as(form)
        written = io.StringIO()
        (handler,) = logger.handlers
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(written)
        yield written
    finally:
        logger.handlers = handlers
        for name, kept in levels.items():
            logging.getLogger(name).setLevel(kept)
