"""How Word writes the numbers of lists: Thai and Arabic digits, letters, Roman numbers, words."""

from ...thai import THAI_DIGITS

#: The letters that Word counts with: without those that are no longer used, and those that look like others.
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_THAI_WORDS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_THAI_POWERS = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
#: Beyond this a letter stands once only: the hundredth item would be written with four.
_LONGEST = 30_000


def numeral(form: str, number: int, custom: str = "") -> str:
    """Write a number in one of Word's formats; in one that has no meaning here, with Arabic digits.

    `custom` is a format of its own, written as its first three numbers: 001, 002, 003.
    """
    if form == "none":
        return ""
    if form == "custom":
        return str(number).zfill(len(custom.split(",")[0].strip()))
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("thaiNumbers", "hindiNumbers"):
        return "".join(THAI_DIGITS[int(digit)] for digit in str(number)) if form == "thaiNumbers" else str(number)
    if form == "numberInDash":
        return f"- {number} -"
    if form == "decimalEnclosedParen":
        return f"({number})"
    if form == "decimalEnclosedFullstop":
        return f"{number}."
    if 0 < number <= _LONGEST:
        if form in ("thaiCounting", "bahtText"):
            return _thai_words(number)
        if form == "thaiLetters":
            return _letters(_THAI_LETTERS, number)
        if form in ("lowerLetter", "upperLetter"):
            return _cased(form, _letters(_LATIN_LETTERS, number))
        if form in ("lowerRoman", "upperRoman"):
            return _cased(form, _roman(number))
    return str(number)


def _cased(form: str, text: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _letters(letters: str, number: int) -> str:
    """A letter for each number, and when they are used up each twice: z, aa, bb."""
    times, index = divmod(number - 1, len(letters))
    return letters[index] * (times + 1 if times < 5 else 1)


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        text += letters * (number // size)
        number %= size
    return text


def _thai_words(number: int) -> str:
    digits = str(number)
    text = ""
    for index, digit in enumerate(map(int, digits)):
        power = len(digits) - 1 - index
        if not digit:
            continue
        if power == 1 and digit in (1, 2):
            text += "" if digit == 1 else "ยี่"
        elif power == 0 and digit == 1 and len(digits) > 1:
            text += "เอ็ด"
        else:
            text += _THAI_WORDS[digit]
        text += _THAI_POWERS[power]
    return text
