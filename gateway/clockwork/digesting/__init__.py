"""What do supervisors read, and when is it sent?"""
