"""The whole flow through a small real language model; not part of the test suite (``make test-llm``)."""
