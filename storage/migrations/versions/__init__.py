"""The steps, each named by its date."""
