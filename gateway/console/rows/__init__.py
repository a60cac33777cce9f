"""What a command and the page show of a mail, a ticket, a timer: the same row for both."""
