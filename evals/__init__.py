"""Questions with known answers, and what they say about the assistant."""
