"""Who can sign in to the demo; apart from the data, so that nothing has to be set up to read it."""

ADMIN = ("admin@example.com", "admin")
CUSTOMER = ("customer@example.com", "customer")
APP_TOKEN = "sandbox-app-token"
