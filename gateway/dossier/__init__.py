"""A ticket's record in one file, that anybody can check without us: the bytes, the chain over them, and a program of one page."""
