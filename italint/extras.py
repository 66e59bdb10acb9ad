"""What is not installed with italint itself, but as an extra of it."""

from .message import Message


class MissingExtraError(Exception):
    """Something that this needs is not installed; `message` says what to install."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message
