"""What can go wrong with the file of a list."""

from ..message import Message

_FOREIGN = Message(
    th="ไม่ใช่รายการสิ่งที่ต้องแก้ที่ italint เขียนไว้ หรือไฟล์เสียหรือมีรหัสผ่าน",
    en="this is no checklist that italint wrote, or the file is damaged or protected by a password",
)


class NotAListError(Exception):
    """A file does not hold a list that can be read back; `message` says why."""

    def __init__(self, message: Message = _FOREIGN) -> None:
        super().__init__(message.en)
        self.message = message
