"""E-mails to customers: templates, what they say, and sending them."""
