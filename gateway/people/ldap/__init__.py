"""Who is known, according to an LDAP directory?"""
