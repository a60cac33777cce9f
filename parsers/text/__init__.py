"""Which of a mail's parts are the text, and what do they say?"""
