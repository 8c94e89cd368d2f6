"""What people see, as values that know no platform: one language in, a View or a Form out."""
