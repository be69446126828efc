"""Tools for those who write content: tests, confusions, gaps, samples, bridges to other tools. Nothing here runs in a chat."""
