"""What runs in the peers' own environment?"""
