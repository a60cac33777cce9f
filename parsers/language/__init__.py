"""What do words say without case, accents and ornament: a courtesy, an objection?"""
