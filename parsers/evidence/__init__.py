"""Which files does a mail carry, what are they really, and which of them are evidence?"""
