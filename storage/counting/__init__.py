"""How many, how long, and has every mail a disposition?"""
