"""What does a mail say, at a bounded cost? One that may break its reader is read in a process of its own."""
