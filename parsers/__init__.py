"""What does a mail say: who, which item, what text, which files, which keyword? Any bytes give a reading."""
