"""Mails to people without an account, and what puts them and their page beside the platforms."""
