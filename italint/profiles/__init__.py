"""What each fiscal year asks of plans and reports, one file a year; `italint.profile` loads them."""
