"""A private, offline assistant. `python -m assistant` starts it; docs/architecture.md tells its story."""

VERSION = "0.1.0"
