"""What stands inside a part that packs others: TNEF, S/MIME, PGP, an invitation?"""
