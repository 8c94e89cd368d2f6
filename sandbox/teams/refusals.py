"""What the connector and Graph say when they do not do it: a status, Microsoft's own code, and words."""

from collections.abc import Mapping

from sandbox.settings import Json


class Refusal(Exception):
    """An answer that is an error; `more` stands beside code and message."""

    def __init__(
        self, status: int, code: str, message: str, *, headers: Mapping[str, str] | None = None, **more: object
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.headers = dict(headers or {})
        self.body: Json = {"error": {"code": code, "message": message} | more}


def unauthorized() -> Refusal:
    return Refusal(401, "Unauthorized", "Authorization has been denied for this request.")


def bad_argument(message: str) -> Refusal:
    return Refusal(400, "BadArgument", message)


def no_conversation() -> Refusal:
    return Refusal(404, "ConversationNotFound", "The conversation was not found.")


def no_activity() -> Refusal:
    words = "The message ID provided could not be found in the conversation."
    return Refusal(404, "ActivityNotFoundInConversation", words)


def not_in_roster() -> Refusal:
    return Refusal(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")


def not_installed() -> Refusal:
    words = "Bot is not installed in user's personal scope."
    return Refusal(403, "ForbiddenOperationException", words, subCode="MessageWritesBlocked")


def blocked() -> Refusal:
    words = "User blocked the conversation with the bot."
    return Refusal(403, "ConversationBlockedByUser", words, subCode="MessageWritesBlocked")


def archived() -> Refusal:
    return Refusal(403, "NotEnoughPermissions", "The team is archived.", subCode="TeamArchived")


def not_enough(message: str) -> Refusal:
    return Refusal(403, "NotEnoughPermissions", message)


def too_big() -> Refusal:
    return Refusal(413, "MessageSizeTooBig", "Message size too large.")


def throttled(seconds: int) -> Refusal:
    return Refusal(429, "Throttled", "Too many requests.", headers={"Retry-After": str(seconds)})


_WORDS = {
    401: ("BotNotRegistered", "No registration found for this bot."),
    412: ("PreconditionFailed", "Precondition failed, please try again."),
    413: ("MessageSizeTooBig", "Message size too large."),
    500: ("ServiceError", "Service error."),
    502: ("ServiceError", "Service error."),
    503: ("ServiceUnavailable", "Service is unavailable."),
    504: ("GatewayTimeout", "Gateway timeout."),
}


def told(status: int) -> Refusal:
    """What the service says with a status that a test wants."""
    code, words = _WORDS.get(status, ("ServiceError", "Service error."))
    return Refusal(status, code, words)
