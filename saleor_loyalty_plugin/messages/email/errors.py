"""Why an e-mail isn't to be sent."""

from enum import StrEnum

from saleor_loyalty_plugin.messages.ways import DeliveryRefused


class Refusal(StrEnum):
    """Why an e-mail isn't sent for good; stands in `Delivery.error_code`."""

    CUSTOMER_GONE = "CUSTOMER_GONE"
    CUSTOMER_INACTIVE = "CUSTOMER_INACTIVE"
    CUSTOMER_UNCONFIRMED = "CUSTOMER_UNCONFIRMED"
    ACCOUNT_BANNED = "ACCOUNT_BANNED"
    ACCOUNT_LEFT = "ACCOUNT_LEFT"
    MESSAGES_OFF = "MESSAGES_OFF"
    KIND_OFF = "KIND_OFF"
    UNWANTED = "UNWANTED"
    NO_ADDRESS = "NO_ADDRESS"
    ADDRESS_REFUSED = "ADDRESS_REFUSED"
    OUTDATED = "OUTDATED"
    NO_MAIL_SERVER = "NO_MAIL_SERVER"


_WORDS = {
    Refusal.CUSTOMER_GONE: "The customer is no longer there.",
    Refusal.CUSTOMER_INACTIVE: "The customer's account in the shop is switched off.",
    Refusal.CUSTOMER_UNCONFIRMED: "The customer has not confirmed the address yet.",
    Refusal.ACCOUNT_BANNED: "The customer is banned from the program.",
    Refusal.ACCOUNT_LEFT: "The customer has left the program.",
    Refusal.MESSAGES_OFF: "The program sends no e-mails.",
    Refusal.KIND_OFF: "The program doesn't send this kind of e-mail.",
    Refusal.UNWANTED: "The customer doesn't want this kind of e-mail.",
    Refusal.NO_ADDRESS: "The customer has no e-mail address.",
    Refusal.ADDRESS_REFUSED: "The mail server knows no such address.",
    Refusal.OUTDATED: "What it was to tell of is no longer there.",
    Refusal.NO_MAIL_SERVER: "No mail server is set up.",
}


class MailRefused(DeliveryRefused):
    """This e-mail is not to be sent, now or later; the message says why."""

    def __init__(self, code: Refusal, message: str = "") -> None:
        super().__init__(message or _WORDS[code])
        self.code = code.value
