"""Spreadsheets: tables found on sheets, whoever wrote the file."""
