"""What `carteiro doctor` tries: one file for each part, and what is said of it."""
