"""Who can sign in to the demo, and its codes; read without setting up the data."""

ADMIN = ("admin@example.com", "admin")
CUSTOMER = ("customer@example.com", "customer")
APP_TOKEN = "sandbox-app-token"
PROMO_CODE = "WELCOME10"
GIFT_CARD_CODE = "GIFT-25-EUR"
CARD_NUMBER = "9000 1234 5678 9016"
