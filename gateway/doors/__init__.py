"""How does a mail come in, over SMTP or from a mailbox, and get on record?"""
