"""How do mails come out of an IMAP mailbox?"""
