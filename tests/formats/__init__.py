"""Builds documents in every format that italint reads; see `formats.build`."""
