"""What the law lets a person ask for, and a body must be able to say: what is on record about whom, and how it goes."""
