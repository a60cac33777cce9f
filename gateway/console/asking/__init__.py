"""What does `carteiro init` ask, in which order, and what is made of the answers? One question a file."""
