"""What is not installed with italint itself, but as an extra of it."""

from importlib import import_module
from types import ModuleType

from .message import Message

_INSTALL = Message(
    "ไฟล์แบบนี้ต้องใช้ส่วนเสริมซึ่งยังไม่ได้ติดตั้ง ให้สั่ง pip install 'italint[{extra}]' แล้วลองใหม่",
    "files of this kind need an extra, which is not installed: run pip install 'italint[{extra}]' and try again",
)


class MissingExtraError(Exception):
    """Something that this needs is not installed; `message` says what to install."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


def need(module: str, extra: str) -> ModuleType:
    """Import a module of a library; raise `MissingExtraError` with the extra to install where it is not there."""
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtraError(_INSTALL.filled(extra=extra)) from None
