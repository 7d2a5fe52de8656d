"""What a person's place at the desk is called."""

from typing import Final

from app.settings.words import Words

DUTY: Final = "settings.people.duty_words"


def post_words(words: Words, post: str, duty: str) -> str:
    """组长, 办理专员, or A 岗 of a clerk who has one."""
    return words(DUTY, duty=duty) if duty and post == "clerk" else words(f"settings.people.{post}")
