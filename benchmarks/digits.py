"""Trains the network that tells Thai digits by their shapes, and measures it on fonts that it has not seen.

    python benchmarks/digits.py            # measure: three families are kept out of the training
    python benchmarks/digits.py OUT.npz    # train with all fonts and write italint/readers/scan/thai_digits.npz anew

Draws the digits, and what must not be taken for one, in every Thai font that is installed (fonts-thai-tlwg): turned,
slanted, blurred, noisy, thin and thick. Takes three minutes.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

# Several threads add up in another order each time, and give another network.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from italint.readers.scan.digits import _NAMES, describe

KEPT_OUT = ("Loma", "Kinnari", "Umpush")
CONSONANTS = "กขคฆงจฉชซญณดตถทธนบปผฝพฟภมยรลวศสหอ"
SIGNS = ["ิ", "ี", "ุ", "ู", "่", "้", "์", "ี่", "้", "ื่", "ั", "ึ"]
#: o, e and i are left out: o looks like ๐, and the codes of questions begin with the others.
LATIN = "ABCDEFGHIJKLMNPQRSTUVWXYZabcdfghklmnpqrstuvwxyz0123456789%&!?=+[]#@"
HIDDEN, EPOCHS, BATCH = 64, 22, 256


def fonts() -> list[str]:
    """Return the files of the Thai fonts that are installed."""
    listed = subprocess.run(["fc-list", ":lang=th", "file"], capture_output=True, text=True, check=True).stdout
    return sorted({line.split(":")[0] for line in listed.splitlines() if line})


def drawn(font: str, text: str, chance: np.random.Generator) -> Any:
    """Return the features of letters as a scanner may see them, or None where nothing is left of them."""
    size = int(chance.integers(26, 75))
    letters = ImageFont.truetype(font, size, layout_engine=ImageFont.Layout.BASIC)
    image = Image.new("L", (size * 4, size * 3), 255)
    ImageDraw.Draw(image).text((size, size // 2), text, font=letters, fill=int(chance.integers(0, 90)))
    picture = np.asarray(image)
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), chance.uniform(-2.5, 2.5), 1)
    turn[0, 1] += chance.uniform(-0.12, 0.12)
    turn[0] *= chance.uniform(0.85, 1.18)
    picture = cv2.warpAffine(picture, turn, (width, height), borderValue=(255,), flags=cv2.INTER_LINEAR)
    noisy = cv2.GaussianBlur(picture, (0, 0), chance.uniform(0.3, 0.9) * size / 45 + 0.2).astype(float)
    noisy += chance.normal(0, chance.uniform(0, 18), noisy.shape)
    smooth = cv2.GaussianBlur(np.clip(noisy, 0, 255).astype(np.uint8), (0, 0), 0.7)
    ink = np.where(smooth < chance.uniform(110, 205), 255, 0).astype(np.uint8)
    change = chance.random()
    if change < 0.15 and size > 40:
        ink = cv2.erode(ink, np.ones((2, 2), np.uint8))
    elif change > 0.87:
        ink = cv2.dilate(ink, np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    keep = np.zeros(count, np.uint8)
    keep[1:][stats[1:, cv2.CC_STAT_AREA] > 6] = 255
    ink = keep[labels]
    rows, columns = np.nonzero(ink)
    if len(rows) < 8:
        return None
    return describe(ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1])


def samples(files: list[str], each: int, others: int, seed: int) -> tuple[Any, Any]:
    """Return features and the numbers of their names; what is no name has the last number."""
    chance = np.random.default_rng(seed)
    features, names = [], []
    for file in files:
        pairs = [
            str(letter) + str(sign)
            for letter in chance.choice(list(CONSONANTS), 25)
            for sign in chance.choice(SIGNS, 1)
        ]
        touching = ["".join(chance.choice(list(_NAMES[:10] + CONSONANTS), 2)) for _ in range(25)]
        wanted = [(letter, number, each if number < 10 else each // 2) for number, letter in enumerate(_NAMES)]
        wanted += [(letter, len(_NAMES), others) for letter in [*CONSONANTS, *"ฯๆะาเแโใไ", *LATIN, *pairs, *touching]]
        for letter, number, times in wanted:
            found = [drawn(file, letter, chance) for _ in range(times)]
            features += [one for one in found if one is not None]
            names += [number] * sum(one is not None for one in found)
    return np.array(features, np.float32), np.array(names)


def train(features: Any, names: Any, seed: int = 0) -> list[Any]:
    """Return the weights of a network of one hidden layer, trained with Adam and dropout."""
    chance = np.random.default_rng(seed)
    kinds = len(_NAMES) + 1
    weights = [
        chance.normal(0, 1 / 15, (features.shape[1], HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        chance.normal(0, 1 / 8, (HIDDEN, kinds)).astype(np.float32),
        np.zeros(kinds, np.float32),
    ]
    first, second = [np.zeros_like(weight) for weight in weights], [np.zeros_like(weight) for weight in weights]
    step = 0
    for epoch in range(EPOCHS):
        order, rate = chance.permutation(len(features)), 2e-3 * (1 - epoch / EPOCHS) + 5e-5
        for start in range(0, len(order), BATCH):
            some, right = features[order[start : start + BATCH]], names[order[start : start + BATCH]]
            hidden = np.maximum(some @ weights[0] + weights[1], 0)
            kept = ((chance.random(hidden.shape) > 0.25) / 0.75).astype(np.float32)
            shares = likely((hidden * kept) @ weights[2] + weights[3])
            shares[np.arange(len(right)), right] -= 1
            shares /= len(right)
            back = (shares @ weights[2].T) * (hidden > 0) * kept
            slopes = [
                some.T @ back + 1e-4 * weights[0],
                back.sum(0),
                (hidden * kept).T @ shares + 1e-5 * weights[2],
                shares.sum(0),
            ]
            step += 1
            for at, slope in enumerate(slopes):
                first[at] = 0.9 * first[at] + 0.1 * slope
                second[at] = 0.999 * second[at] + 0.001 * slope**2
                size = np.sqrt(second[at] / (1 - 0.999**step)) + 1e-8
                weights[at] = weights[at] - (rate * first[at] / (1 - 0.9**step) / size).astype(np.float32)
    return weights


def likely(scores: Any) -> Any:
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def measure(weights: list[Any], features: Any, names: Any) -> None:
    """Print how many digits are known, and how many things are taken for a digit that they are not."""
    shares = likely(np.maximum(features @ weights[0] + weights[1], 0) @ weights[2] + weights[3])
    named, sure, digits = shares.argmax(axis=1), shares.max(axis=1), names < 10
    print(f"digits named rightly: {(named == names)[digits].mean():.1%}")
    for least in (0.8, 0.95):
        told = (named < 10) & (sure > least)
        print(
            f"surer than {least}: {(told & (named == names))[digits].mean():.1%} of the digits, "
            f"{(told & (named != names))[digits].mean():.2%} as another digit, {told[~digits].mean():.2%} of the rest"
        )


def main() -> None:
    files = fonts()
    if len(sys.argv) > 1:
        weights = train(*samples(files, 60, 6, seed=7))
        named = dict(zip(("hidden", "hidden_bias", "output", "output_bias"), weights, strict=True))
        np.savez_compressed(Path(sys.argv[1]), **{name: weight.astype(np.float16) for name, weight in named.items()})
        return
    kept_out = [file for file in files if any(name in file for name in KEPT_OUT)]
    weights = train(*samples([file for file in files if file not in kept_out], 40, 5, seed=1))
    measure(weights, *samples(kept_out, 10, 1, seed=2))


if __name__ == "__main__":
    main()
