"""How it is remembered: tables, SQL, one transaction at a time."""
