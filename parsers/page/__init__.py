"""What does a page of HTML show, and which of it did another mail write?"""
