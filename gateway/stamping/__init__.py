"""Time stamps (RFC 3161): somebody else's word, signed, that the record's head existed at an instant."""
