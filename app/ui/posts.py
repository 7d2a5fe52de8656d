"""What a person's place at the desk is called, and the desk itself."""

from typing import Final

from app.desk.desk import Desk
from app.settings.words import Words

DUTY: Final = "settings.people.duty_words"


def post_words(words: Words, post: str, duty: str) -> str:
    """组长, 办理专员, or A 岗 of a clerk who has one."""
    return words(DUTY, duty=duty) if duty and post == "clerk" else words(f"settings.people.{post}")


def where(desk: Desk) -> str:
    """Hall and window; a home that is just being made has neither."""
    if not desk.hall.name:
        return ""
    return desk.words("facts.window", hall=desk.hall.name, n=desk.hall.window)
