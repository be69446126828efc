"""From a decision to words: what is written, what is said, what is drawn. Pure: no input, no output, no clock."""
