"""Did the domain that a mail names send it? SPF, DKIM, DMARC, and the word of a border host (RFC 7208, 6376, 7489, 8601)."""
