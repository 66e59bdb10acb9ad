"""italint: the linter for Thai ITA plans and reports."""
