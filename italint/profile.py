"""What a fiscal year asks of plans and reports: the data in `italint/profiles`, one file a year.

A file states facts (`FACTS`), each with its `source`. A fact that is known to be that of another year
says so (`same_as = 2564`, with a source of its own; keys beside it override). A fact that is not known
is inherited: from the year that its table (`inherits`) or the head of the file names. The profile tells
which are which. A file that was edited since `python -m italint.build` is validated when it is loaded.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .data import compiled_toml, parse_toml

if TYPE_CHECKING:
    from decimal import Decimal

Kind = Literal["plan", "report"]
Severity = Literal["error", "warning", "info"]
Instrument = Literal["IIT", "EIT", "OIT"]

_INSTRUMENTS: tuple[Instrument, ...] = ("IIT", "EIT", "OIT")
FACTS = ("severities", "demanded", "item", "indicators", "weights", "bands")

FOLDER = Path(__file__).with_name("profiles")
SCHEMA = Path(__file__).with_name("schemas") / "profile.schema.json"

YEARS: tuple[int, ...] = tuple(
    sorted(int(path.stem) for path in FOLDER.iterdir() if path.suffix == ".toml" and path.stem.isdecimal())
)


class ProfileError(Exception):
    """A profile cannot be used; the message is one sentence naming file, key and problem."""


class Indicator(NamedTuple):
    """One of the ten indicators: official number and name, and the other names that are accepted for it."""

    number: int
    name: str
    variants: tuple[str, ...]
    instrument: Instrument


class Band(NamedTuple):
    """A level of the scale: lower bounds of the total and, where not null, of each instrument's score."""

    name: str
    total: "Decimal"
    each: "Decimal | None"


class Profile(NamedTuple):
    """The requirements of one fiscal year on one kind of document.

    `assumed` tells that the document's year is unknown (the latest year is taken) or has no profile
    (the nearest is). `severities` maps rule codes; a rule that is not applied to this kind is absent, and `rules`
    holds the codes of all rules that the profile decides about. `demanded` holds
    the elements that the commission's criterion text names for each measure; rules may ask for more.
    `item` is the usual OIT item, null where not known; agencies number differently, so no document is
    wrong for its item alone. `shares` are per cent. `sources` and `years` map each of `FACTS` to where
    it is from and to the year it was stated in.
    """

    name: str
    year: int
    kind: Kind
    assumed: bool
    severities: Mapping[str, Severity]
    rules: frozenset[str]
    demanded: tuple[str, ...]
    item: str | None
    indicators: tuple[Indicator, ...]
    shares: Mapping[Instrument, int | float]
    levels: tuple[Mapping[str, Any], ...]
    sources: Mapping[str, str]
    years: Mapping[str, int]

    @property
    def weights(self) -> "Mapping[Instrument, Decimal]":
        """The instruments' shares of the total, as fractions of 1."""
        from decimal import Decimal

        return {instrument: Decimal(str(share)) / 100 for instrument, share in self.shares.items()}

    @property
    def bands(self) -> tuple[Band, ...]:
        """The levels, best first: a score has the first whose bounds it meets."""
        from decimal import Decimal

        return tuple(
            Band(row["name"], Decimal(str(row["total"])), Decimal(str(row["each"])) if "each" in row else None)
            for row in self.levels
        )

    def stated_in(self, fact: str) -> int:
        """Return the year whose file states a fact, one of `FACTS`."""
        return self.years[fact]

    @property
    def inherited(self) -> tuple[str, ...]:
        """Return the facts that are not known of this year and taken from another."""
        return tuple(fact for fact, year in self.years.items() if year != self.year)


@cache
def load_profile(year: int | None, kind: Kind) -> Profile:
    """Return the profile of a fiscal year (BE) and kind, the nearest where there is none; raise ProfileError."""
    used = YEARS[-1] if year is None else min(YEARS, key=lambda known: abs(known - year))
    facts = {fact: _resolve(fact, used) for fact in FACTS}
    severities, demanded, item, indicators, weights, bands = (fact.values for fact in facts.values())
    return Profile(
        name=f"{used}-{kind}",
        year=used,
        kind=kind,
        assumed=used != year,
        severities={code: by_kind[kind] for code, by_kind in severities.items() if kind in by_kind},
        rules=frozenset(severities) - {"source", "same_as"},
        demanded=tuple(demanded[kind]),
        item=item.get(kind),
        indicators=tuple(
            Indicator(int(number), row["name"], tuple(row.get("variants", ())), row["instrument"])
            for number, row in sorted(indicators.items(), key=lambda entry: int(entry[0]))
        ),
        shares={instrument: weights[instrument] for instrument in _INSTRUMENTS},
        levels=tuple(bands["levels"]),
        sources={name: fact.source for name, fact in facts.items()},
        years={name: fact.year for name, fact in facts.items()},
    )


class _Fact(NamedTuple):
    values: dict[str, Any]
    year: int
    source: str


def _resolve(fact: str, year: int, asked: tuple[int, ...] = ()) -> _Fact:
    """Find what holds for a year; `asked` are the years that have sent us here."""
    if year in asked:
        circle = " → ".join(map(str, (*asked, year)))
        raise ProfileError(f"{asked[-1]}.toml: '{fact}' is inherited in a circle ({circle}) and stated nowhere")
    content = _read(FOLDER, year)
    table = content.get(fact, {})
    link = table.get("same_as") or table.get("inherits") or (None if table else content.get("inherits"))
    if not (table or link):
        raise ProfileError(f"{year}.toml: '{fact}' is neither stated nor inherited")
    if link and link not in YEARS:
        raise ProfileError(f"{year}.toml: '{fact}' is that of {link}, a year without a profile")
    base = _resolve(fact, link, (*asked, year)) if link else _Fact({}, year, "")
    if "source" not in table:
        return base
    own = {key: value for key, value in table.items() if key not in ("source", "same_as")}
    return _Fact(base.values | own, year, table["source"])


@cache
def _read(folder: Path, year: int) -> dict[str, Any]:
    """Read one file; it is validated only where it is not the one that was compiled."""
    path = folder / f"{year}.toml"
    data = path.read_bytes()
    compiled = compiled_toml(f"profiles/{path.name}", data)
    return _parse(path.name, data) if compiled is None else compiled


def _parse(name: str, data: bytes) -> dict[str, Any]:
    try:
        content = parse_toml(data)
    except ValueError as error:
        raise ProfileError(f"{name}: {error}") from None
    _validate(name, content)
    return content


def _validate(name: str, content: dict[str, Any]) -> None:
    import json

    from jsonschema import Draft202012Validator

    errors = Draft202012Validator(json.loads(SCHEMA.read_bytes())).iter_errors(content)
    # A key that is missing may be there misspelt; then the misspelling is what to tell.
    error = min(errors, key=lambda error: error.validator == "required", default=None)
    if error:
        key = ".".join(map(str, error.absolute_path))
        raise ProfileError(": ".join(filter(None, (name, key and f"'{key}'", error.message))))


def validate_all() -> None:
    """Validate every profile anew; raise ProfileError."""
    for year in YEARS:
        path = FOLDER / f"{year}.toml"
        _parse(path.name, path.read_bytes())
        load_profile(year, "plan")
