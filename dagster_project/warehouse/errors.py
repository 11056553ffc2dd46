"""Errors whose message is written for the person at the keyboard."""


class RunError(Exception):
    """The run cannot go on. The message is Russian and says what to do."""


class UsageError(Exception):
    """The question cannot be answered as asked: unknown indicator, entity or list."""
