"""How wide the columns of a table are made."""

from .document import Table


def shares(table: Table) -> list[float]:
    """Return each column's share of the width, by the square root of its longest entry: long texts get more lines.

    No column is narrower than half of an equal share.
    """
    longest = [
        max((len(row[column].text) for row in table.rows if row[column] is not None), default=1)  # type: ignore[union-attr]
        for column in range(table.width)
    ]
    weights = [max(1, min(length, 900)) ** 0.5 for length in longest]
    least = 0.5 / table.width
    return [least + (1 - least * table.width) * weight / sum(weights) for weight in weights]
