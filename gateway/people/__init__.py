"""Who is writing, and what may they see and do?"""
