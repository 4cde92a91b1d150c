"""Programs: settings, what they are made of, and the versions in force."""
