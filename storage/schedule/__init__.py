"""What is due, what will be, and who works on it."""
