"""Erasing as the law asks (LGPD art. 16): words, names and addresses go, and what proves the record stays."""
