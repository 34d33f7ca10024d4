"""Which of our languages a reader wants."""

LANGUAGES = ("zh", "en")


def language_of(accepted: str, otherwise: str = LANGUAGES[0]) -> str:
    """The first language of an Accept-Language header that we have, else `otherwise`."""
    for part in accepted.lower().split(","):
        language = part.split(";")[0].strip().split("-")[0]
        if language in LANGUAGES:
            return language
    return otherwise
