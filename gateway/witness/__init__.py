"""Whoever keeps one of our letters can tell later whether the record was changed since."""
