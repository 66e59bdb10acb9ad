"""Thai digits by their shapes: Tesseract's Thai takes ๖ for ๐ and ๗ for ๓, and years and periods hang on them.

Letters that may be digits are looked at one by one. A small network that knows the digits of the Thai fonts of Debian
names them, or says that they are none. `benchmarks/digits.py` makes it, the same bytes from the same fonts and NumPy.
Trained without three families it named 95.5 % of their digits; as sure as is asked here, 90 %, and 1 in 400 wrongly.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from .image import Picture, Rect
from .words import Letter, Spelled

DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_NAMES = DIGITS + "()/ei"
_THAI = frozenset(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E4F)]))
#: How sure the network must be: where Tesseract sees no letter, and where it sees one.
_SURE, _VERY_SURE = 0.8, 0.95
#: So many marks of a line are looked at in any case.
_FIRST = 3
#: A Thai digit whose shape was not recognised may be any other.
DOUBTFUL = 40

Floats = NDArray[np.float32]


#: What the codes of questions begin with: i๗, e๑๑.
_CODES = frozenset("ei")
#: `in` takes no blank name for one of these.
_FIGURES = frozenset(DIGITS)


class _Mark(NamedTuple):
    """A connected piece of ink on a line."""

    box: Rect
    shape: Picture


def reread(words: Sequence[Spelled], ink: Picture) -> list[Spelled]:
    """Return the words of a picture with Thai digits as their shapes are; `ink` is 255 where ink is."""
    lines: dict[int, list[Spelled]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    _, pieces, sizes, _ = cv2.connectedComponentsWithStats(ink)
    labels, stats = np.asarray(pieces, np.int32), np.asarray(sizes, np.int32)
    found: list[Spelled] = []
    for line in lines.values():
        found += _Line(line, labels, stats).reread()
    return found


class _Line:
    """A line of words, and the ink on it from left to right."""

    def __init__(self, words: list[Spelled], labels: NDArray[np.int32], stats: NDArray[np.int32]) -> None:
        self.words = words
        self.letters = [letter for word in words for letter in word.letters if letter.text.strip()]
        base = [letter.box for letter in self.letters]
        self.top, self.bottom = int(np.median([box[1] for box in base])), int(np.median([box[3] for box in base]))
        self.height = max(1, self.bottom - self.top)
        self.left, self.right = min(box[0] for box in base), max(box[2] for box in base)
        self.marks = [part for mark in self._marks(labels, stats) for part in self._parted(mark)]

    def reread(self) -> list[Spelled]:
        """Return the words with digits corrected."""
        names = self._names()
        spelled = list(self.letters)
        for first, last in self._runs(names):
            left, right = self.marks[first].box[0], self.marks[last].box[2]
            covered = [letter for letter in spelled if left <= _middle(letter.box) <= right]
            if self._in_latin(left, right, covered):
                continue
            digits = [
                letter
                for mark, name in list(zip(self.marks, names, strict=True))[first : last + 1]
                if (letter := self._letter(mark, name, covered))
            ]
            spelled = sorted(
                [*(letter for letter in spelled if letter not in covered), *digits], key=lambda letter: letter.box[0]
            )
            self._put(covered, digits)
        return [self._doubted(word, names) for word in self.words if word.letters]

    def _names(self) -> list[tuple[str, float]]:
        """Return what each mark is: its name and how sure that is; a blank name where it need not be looked at."""
        large = [index for index, mark in enumerate(self.marks) if not self._small(mark)]
        # Codes and numbers stand at the beginning of lines.
        wanted = [index for index in large if index < _FIRST or self._candidate(self.marks[index].box)]
        names = [("", 0.0)] * len(self.marks)
        while wanted:
            for index, name in zip(wanted, classify([self.marks[index].shape for index in wanted]), strict=True):
                names[index] = name if name[0] else ("x", 0.0)
            # What stands beside a digit may be one, whatever Tesseract saw there.
            wanted = [
                index
                for index in large
                if not names[index][0]
                and any(self._near(index, other) and names[other][0] in _FIGURES for other in (index - 1, index + 1))
            ]
        return names

    def _parted(self, mark: _Mark) -> list[_Mark]:
        """Return the digits of which a mark is made that touch each other; else the mark."""
        width = mark.shape.shape[1]
        if width < 1.3 * self.height or width > 6 * self.height or not self._candidate(mark.box):
            return [mark]
        least = max(1, round(0.5 * self.height))
        thin = np.argsort((mark.shape[:, least : width - least] > 0).sum(axis=0), kind="stable")[:12] + least
        pairs = [_cut(mark, int(at)) for at in thin]
        if not pairs:
            return [mark]
        named = classify([part.shape for pair in pairs for part in pair])
        best, sure = [mark], _SURE
        for pair, first, second in zip(pairs, named[::2], named[1::2], strict=True):
            wide = pair[1].shape.shape[1] >= 1.3 * self.height
            rest = self._parted(pair[1]) if wide and first[0] and first[1] > sure else [pair[1]]
            held = first[1] if len(rest) > 1 else min(first[1], second[1])
            if first[0] in _FIGURES and (len(rest) > 1 or second[0] in _FIGURES) and held > sure:
                best, sure = [pair[0], *rest], held
        return best

    def _candidate(self, box: Rect) -> bool:
        seen = [letter for letter in self.letters if letter.box[0] - 2 <= _middle(box) <= letter.box[2] + 2]
        return not seen or any(_doubtful(letter) for letter in seen)

    def _runs(self, names: list[tuple[str, float]]) -> list[tuple[int, int]]:
        """Return runs of marks that are digits, and what parts and ends digits."""
        runs: list[tuple[int, int]] = []
        index = 0
        while index < len(self.marks):
            if not self._digit(index, names):
                index += 1
                continue
            first = last = index
            while index + 1 < len(self.marks) and self._near(index, index + 1):
                index += 1
                if self._digit(index, names):
                    last = index
                elif not self._small(self.marks[index]):
                    break
            if (
                first
                and self._near(first - 1, first)
                and names[first - 1][0] in _CODES
                and names[first - 1][1] >= _SURE
            ):
                first -= 1
            runs.append((first, last))
            index = max(index, last + 1)
        return runs

    def _digit(self, index: int, names: list[tuple[str, float]]) -> bool:
        name, sure = names[index]
        seen = [letter for letter in self.letters if letter.box[0] <= _middle(self.marks[index].box) <= letter.box[2]]
        letters = any(letter.text[0] in _THAI and letter.confidence > 60 for letter in seen)
        return name in _FIGURES and sure >= (_VERY_SURE if letters else _SURE)

    def _in_latin(self, left: int, right: int, covered: Sequence[Letter]) -> bool:
        """Tell whether what stands there are letters of a Latin word, whose o looks like ๐."""
        return any(_latin(letter) for letter in covered) and any(
            _latin(letter)
            for letter in self.letters
            if left - self.height / 2 < letter.box[2]
            and letter.box[0] < right + self.height / 2
            and not left <= _middle(letter.box) <= right
        )

    def _letter(self, mark: _Mark, name: tuple[str, float], covered: list[Letter]) -> Letter | None:
        if name[0] and name[0] != "x":
            return Letter(name[0], mark.box, min(99, round(100 * name[1])))
        points = [
            letter
            for letter in covered
            if letter.text in ".,-–:/" and abs(_middle(letter.box) - _middle(mark.box)) < self.height / 3
        ]
        if points:
            return points[0]._replace(box=mark.box)
        width, height = mark.box[2] - mark.box[0], mark.box[3] - mark.box[1]
        if width > 1.6 * height:
            return Letter("-", mark.box, 90)
        low = mark.box[1] > self.top + self.height / 2
        return Letter(".", mark.box, 80) if low and height < 0.35 * self.height else None

    def _put(self, covered: list[Letter], digits: list[Letter]) -> None:
        """Put digits where letters were: into the word of the first of these, or a word of their own."""
        done = False
        for index, word in enumerate(self.words):
            kept = [letter for letter in word.letters if letter not in covered]
            if len(kept) == len(word.letters):
                continue
            if not done:
                kept = sorted([*kept, *digits], key=lambda letter: letter.box[0])
                done = True
            self.words[index] = _spelled(kept, word)
        if not done and digits:
            model = self.words[0]
            self.words.append(_spelled(digits, model))
            self.words.sort(key=lambda word: word.box[0])
        self.words = [word for word in self.words if word.letters]

    def _doubted(self, word: Spelled, names: list[tuple[str, float]]) -> Spelled:
        """Lower the confidence of Thai digits that no shape confirms."""
        letters = []
        for letter in word.letters:
            if letter.text in _FIGURES and not any(
                name[0] == letter.text and name[1] >= _SURE and mark.box[0] <= _middle(letter.box) <= mark.box[2]
                for mark, name in zip(self.marks, names, strict=True)
            ):
                letter = letter._replace(confidence=min(letter.confidence, DOUBTFUL))
            letters.append(letter)
        sure = min((letter.confidence for letter in letters if letter.text in _FIGURES), default=100)
        return word._replace(letters=tuple(letters), confidence=min(word.confidence, sure))

    def _near(self, one: int, other: int) -> bool:
        if not (0 <= one < len(self.marks) and 0 <= other < len(self.marks)):
            return False
        first, second = sorted((self.marks[one].box, self.marks[other].box))
        return second[0] - first[2] < 0.5 * self.height

    def _small(self, mark: _Mark) -> bool:
        return mark.box[3] - mark.box[1] < 0.5 * self.height

    def _marks(self, labels: NDArray[np.int32], stats: NDArray[np.int32]) -> list[_Mark]:
        groups: list[tuple[Rect, list[int]]] = []
        slack = 0.12 * self.height
        near = np.nonzero(
            (stats[:, 0] + stats[:, 2] > self.left - self.height)
            & (stats[:, 0] < self.right + self.height)
            & (stats[:, 1] + stats[:, 3] / 2 > self.top - slack)
            & (stats[:, 1] + stats[:, 3] / 2 < self.bottom + slack)
            & (stats[:, 3] < 3 * self.height)
        )[0]
        for number in sorted((int(number) for number in near if number), key=lambda number: int(stats[number, 0])):
            x, y, width, height = (int(at) for at in stats[number, :4])
            box = (x, y, x + width, y + height)
            if groups:
                last = groups[-1][0]
                shared = min(last[2], box[2]) - max(last[0], box[0])
                if shared > 0.5 * min(last[2] - last[0], width):
                    joined = (min(last[0], x), min(last[1], y), max(last[2], box[2]), max(last[3], box[3]))
                    groups[-1] = (joined, [*groups[-1][1], number])
                    continue
            groups.append((box, [number]))
        marks = []
        for box, numbers in groups:
            part = labels[box[1] : box[3], box[0] : box[2]]
            marks.append(_Mark(box, np.where(np.isin(part, numbers), 255, 0).astype(np.uint8)))
        return marks


def _cut(mark: _Mark, at: int) -> tuple[_Mark, _Mark]:
    """Cut a mark in two; blank edges are left out."""
    left, top, right, bottom = mark.box
    halves = []
    for start, end in ((left, left + at), (left + at, right)):
        shape = mark.shape[:, start - left : end - left]
        rows, columns = np.nonzero(shape.any(axis=1))[0], np.nonzero(shape.any(axis=0))[0]
        if not len(rows):
            halves.append(_Mark((start, top, end, bottom), shape))
            continue
        y0, y1, x0, x1 = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
        halves.append(_Mark((start + x0, top + y0, start + x1, top + y1), shape[y0:y1, x0:x1]))
    return halves[0], halves[1]


def _doubtful(letter: Letter) -> bool:
    """Tell whether what was read may be a Thai digit."""
    return letter.text[0] not in _THAI or letter.confidence < 70


def _latin(letter: Letter) -> bool:
    return letter.text.isascii() and letter.text.isalpha() and letter.confidence > 50


def _middle(box: Rect) -> float:
    return (box[0] + box[2]) / 2


def _spelled(letters: Sequence[Letter], word: Spelled) -> Spelled:
    if not letters:
        return word._replace(letters=())
    boxes = [letter.box for letter in letters]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    sure = round(sum(letter.confidence for letter in letters) / len(letters))
    return word._replace(letters=tuple(letters), box=box, confidence=max(min(word.confidence, sure), sure))


def classify(shapes: Sequence[Picture]) -> list[tuple[str, float]]:
    """Return the name of each shape (blank: none of them) and how sure that is, from 0 to 1."""
    hidden, hidden_bias, output, output_bias = _network()
    features = np.stack([describe(shape) for shape in shapes])
    scores = np.maximum(features @ hidden + hidden_bias, 0) @ output + output_bias
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    scores /= scores.sum(axis=1, keepdims=True)
    best = scores.argmax(axis=1)
    return [
        (_NAMES[number] if number < len(_NAMES) else "", float(row[number]))
        for number, row in zip(best, scores, strict=True)
    ]


def describe(shape: Picture) -> Floats:
    """Return the features of a shape: which way its edges run in each of 5 × 5 parts, and how black these are."""
    height, width = shape.shape
    scale = 20 / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(shape, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    image = np.zeros((24, 24), np.float32)
    top, left = 2 + (20 - size[1]) // 2, 2 + (20 - size[0]) // 2
    image[top : top + size[1], left : left + size[0]] = small
    down, right = cv2.Sobel(image, cv2.CV_32F, 0, 1), cv2.Sobel(image, cv2.CV_32F, 1, 0)
    strength, way = np.hypot(right, down), (np.arctan2(down, right) / (2 * np.pi) * 8) % 8
    lower = np.floor(way).astype(np.int64) % 8
    beyond = way - np.floor(way)
    rows, columns = np.indices((24, 24))
    planes = np.zeros((8, 24, 24), np.float32)
    planes[lower, rows, columns] += strength * (1 - beyond)
    planes[(lower + 1) % 8, rows, columns] += strength * beyond
    parts = [cv2.resize(cv2.GaussianBlur(plane, (0, 0), 1.6), (5, 5), interpolation=cv2.INTER_AREA) for plane in planes]
    edges = np.stack(parts)
    edges = edges / (np.linalg.norm(edges) + 1e-3) * 5
    black = cv2.resize(image, (5, 5), interpolation=cv2.INTER_AREA)
    return np.concatenate([edges.ravel(), black.ravel()]).astype(np.float32)


@cache
def _network() -> tuple[Floats, Floats, Floats, Floats]:
    with files(__package__).joinpath("thai_digits.npz").open("rb") as file, np.load(file, allow_pickle=False) as held:
        hidden, hidden_bias, output, output_bias = (
            held[name].astype(np.float32) for name in ("hidden", "hidden_bias", "output", "output_bias")
        )
    return hidden, hidden_bias, output, output_bias
