"""What may be said on the command line? A file for each command, or for a family of them."""
