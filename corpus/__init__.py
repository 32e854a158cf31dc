"""What we hold and how to find it."""
