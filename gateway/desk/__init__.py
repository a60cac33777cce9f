"""What follows from a mail or a moment? Pure functions: values in, a decision out."""
