"""Did a program write it: a bounce, an automatic answer, a list, a receipt?"""
