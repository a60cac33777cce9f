"""Who writes, about which item or ticket, in which conversation?"""
