"""What did the person write only now, without what was quoted?"""
