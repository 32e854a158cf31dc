"""Delivery: command line, HTTP and pages."""
