"""The files that `italint init` writes."""
