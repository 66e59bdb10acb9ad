"""JSON Schemas of the outputs and of the profiles."""
