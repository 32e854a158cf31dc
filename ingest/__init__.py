"""Files and addresses become editions."""
