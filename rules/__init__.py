"""The built-in rules, one a file; the registry finds them through the entry-point group `italint.rules`."""
