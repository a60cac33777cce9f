"""How much does Carteiro carry? `python -m bench`."""
