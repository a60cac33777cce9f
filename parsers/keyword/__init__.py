"""What is ordered, and if nothing, why not?"""
