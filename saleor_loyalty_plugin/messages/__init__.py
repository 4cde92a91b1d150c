"""What the world hears of: facts of the outbox become e-mails, webhooks and customers' metadata."""
