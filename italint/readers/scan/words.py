"""Asks Tesseract, a program of its own, for the words in pictures."""

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import NamedTuple

import cv2

from ...message import Message
from ..decoding import UnreadableError
from .image import Picture, Rect

LANGUAGES = ("tha", "eng")
#: Tesseract's names for pictures that are one block of lines, or one line. By itself it loses lines of memos; of a
#: single line it makes two where signs stand above letters.
_ONE_BLOCK, _ONE_LINE = "6", "7"
#: Seconds that a page may take; usual ones take one.
PATIENCE = 180

_MISSING = Message(
    "อ่านภาพสแกนไม่ได้เพราะยังไม่มีโปรแกรม Tesseract ให้ติดตั้งแพ็กเกจ tesseract-ocr และ tesseract-ocr-tha "
    "(Debian/Ubuntu) แล้วตรวจใหม่",
    "A scan is read by the program Tesseract, which is not installed: "
    "install the packages tesseract-ocr and tesseract-ocr-tha (Debian/Ubuntu) and try again",
)
_NO_LANGUAGE = Message(
    "Tesseract ในเครื่องนี้ยังอ่านภาษาไทยและอังกฤษไม่ครบ ให้ติดตั้งแพ็กเกจ tesseract-ocr-tha และ tesseract-ocr-eng "
    "(Debian/Ubuntu) แล้วตรวจใหม่",
    "Tesseract cannot read Thai and English here: "
    "install the packages tesseract-ocr-tha and tesseract-ocr-eng (Debian/Ubuntu) and try again",
)
_SLOW = Message(
    f"อ่านภาพสแกนไม่สำเร็จ: หน้าหนึ่งใช้เวลาเกิน {PATIENCE} วินาที ให้สแกนใหม่ให้คมชัดที่ 200–300 dpi",
    f"The scan could not be read: a page took more than {PATIENCE} seconds; "
    "scan it again, sharply, with 200 to 300 dpi",
)
_FAILED = Message(
    "โปรแกรม Tesseract อ่านภาพสแกนไม่สำเร็จ ให้ตรวจการติดตั้งหรือสแกนใหม่",
    "Tesseract failed to read the scan; check how it is installed, or scan again",
)

_MARK = re.compile(
    r"class='(?P<kind>ocr_page|ocr_line|ocr_textfloat|ocr_header|ocr_caption|ocr_par|ocrx_word|ocrx_cinfo)'"
    r"[^>]*?title=(?P<quote>['\"])(?P<title>[^>]*?)(?P=quote)[^>]*>(?P<text>[^<]*)"
)
_NUMBERS = re.compile(r"bbox(?:es)? (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_SURE = re.compile(r"x_w?conf (\d+)")


class Letter(NamedTuple):
    """A character as Tesseract saw it, with its box in pixels and how sure (in percent) it is."""

    text: str
    box: Rect
    confidence: int


class Spelled(NamedTuple):
    """A word of a picture: its letters, its box in pixels, how sure it is, the number of its line, its font's size."""

    letters: tuple[Letter, ...]
    box: Rect
    confidence: int
    line: int
    size: float = 0.0

    @property
    def text(self) -> str:
        """The word's characters: SARA AM, which Tesseract parts, is one."""
        return "".join(letter.text for letter in self.letters).replace("\u0e4d\u0e32", "\u0e33")


@cache
def check_installed() -> None:
    """Raise `UnreadableError` where Tesseract or its languages are missing."""
    try:
        said = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    except FileNotFoundError:
        raise UnreadableError(_MISSING) from None
    except (OSError, subprocess.TimeoutExpired):
        raise UnreadableError(_FAILED) from None
    if not set(LANGUAGES) <= set(said.stdout.split()):
        raise UnreadableError(_NO_LANGUAGE)


def read(pictures: Sequence[Picture], *, dpi: int, one_line: bool = False) -> list[list[Spelled]]:
    """Return the words of each picture, which is one line or one block of lines."""
    if not pictures:
        return []
    options = [
        "-l",
        "+".join(LANGUAGES),
        "--psm",
        _ONE_LINE if one_line else _ONE_BLOCK,
        "--dpi",
        str(dpi),
        "-c",
        "hocr_char_boxes=1",
        "hocr",
        "quiet",
    ]
    return _words(_run(pictures, "stdout", *options), len(pictures))


def turn_needed(picture: Picture) -> int:
    """Return by how many degrees clockwise a page must be turned to stand upright: 0, 90, 180 or 270."""
    try:
        said = _run([picture], "stdout", "--psm", "0", "-l", "osd", "--dpi", "200")
    except UnreadableError:
        # Without the package of orientations, or with too few letters to tell.
        return 0
    turn = re.search(r"Rotate: (\d+)", said)
    return int(turn[1]) if turn else 0


def _run(pictures: Sequence[Picture], *arguments: str) -> str:
    check_installed()
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    with tempfile.TemporaryDirectory(prefix="italint-") as folder:
        names = []
        for number, picture in enumerate(pictures):
            name = Path(folder) / f"{number}.pgm"
            cv2.imwrite(str(name), picture)
            names.append(str(name))
        listed = Path(folder) / "list.txt"
        listed.write_text("\n".join(names) + "\n", "utf-8")
        given = names[0] if len(names) == 1 else str(listed)
        try:
            command = ["tesseract", given, *arguments]
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, env=environment)
        except subprocess.TimeoutExpired:
            raise UnreadableError(_SLOW) from None
        except OSError:
            raise UnreadableError(_FAILED) from None
    if done.returncode:
        raise UnreadableError(_FAILED)
    return done.stdout.decode("utf-8", "replace")


def _words(page: str, count: int) -> list[list[Spelled]]:
    """Read Tesseract's own hOCR: pages, lines, words, letters."""
    pages: list[list[Spelled]] = [[] for _ in range(count)]
    number, line = -1, 0
    for match in _MARK.finditer(page):
        kind, title = match["kind"], match["title"]
        if kind == "ocr_page":
            number += 1
        elif kind == "ocrx_cinfo" or kind == "ocrx_word":
            place, sure = _NUMBERS.search(title), _SURE.search(title)
            if place is None or sure is None or not 0 <= number < count:
                continue
            box = (int(place[1]), int(place[2]), int(place[3]), int(place[4]))
            if kind == "ocrx_word":
                pages[number].append(Spelled((), box, int(sure[1]), line))
            elif pages[number]:
                word = pages[number][-1]
                letter = Letter(unescape(match["text"]), box, int(sure[1]))
                pages[number][-1] = word._replace(letters=(*word.letters, letter))
        elif kind != "ocr_par":
            line += 1
    return [[word for word in words if word.text.strip()] for words in pages]
