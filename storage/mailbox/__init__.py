"""What is known of the mailboxes that are read: from where on, which mails, where they lie."""
