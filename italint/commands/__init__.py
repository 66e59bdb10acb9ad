"""The commands, a module each; `italint.cli` loads the one that is asked for."""
