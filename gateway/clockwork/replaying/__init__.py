"""What would be decided otherwise now? Kept mail is read and decided again, on a copy that is thrown away."""
