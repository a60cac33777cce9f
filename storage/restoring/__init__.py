"""Backups, and whether a database that was put back is an older state of itself."""
