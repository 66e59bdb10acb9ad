"""`python -m italint`."""

from .cli import main

main()
