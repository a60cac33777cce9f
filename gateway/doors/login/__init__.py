"""Who logs in at the SMTP listener, and how often may it be tried?"""
