"""The record: each ticket's chain of events, and one chain that seals them, every mail and every letter in one order."""
