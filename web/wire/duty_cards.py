"""Duty cards as they are answered."""

from pydantic import BaseModel, Field

from coordinator.duty_cards.card import CardDuty, DutyCard


class WordsAnswer(BaseModel):
    """The same words in both languages."""

    zh: str
    en: str


class DutyAnswer(BaseModel):
    """Something to do."""

    item: str = Field(description="as in POST .../checklist", examples=["ask-hospitals"])
    part: WordsAnswer | None
    says: WordsAnswer

    @classmethod
    def of(cls, duty: CardDuty) -> "DutyAnswer":
        """The answer for a duty."""
        part = None if duty.part is None else WordsAnswer(**duty.part)
        return cls(item=duty.item, part=part, says=WordsAnswer(**duty.says))


class DutyCardAnswer(BaseModel):
    """What a role does, in order."""

    role: str = Field(description="commander, video or street")
    name: WordsAnswer
    duties: list[DutyAnswer]

    @classmethod
    def of(cls, card: DutyCard) -> "DutyCardAnswer":
        """The answer for a card."""
        duties = [DutyAnswer.of(duty) for duty in card.duties]
        return cls(role=card.role, name=WordsAnswer(**card.name), duties=duties)


class DutyCardsAnswer(BaseModel):
    """The cards of this station."""

    cards: list[DutyCardAnswer]
    trouble: str | None = Field(
        description="why the station's file cannot be read as it stands now; these are those before"
    )
