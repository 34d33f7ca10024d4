"""The duty cards of this station."""

from typing import Annotated

from fastapi import APIRouter, Depends

from coordinator.accounts import Principal
from web.routes.here import READING, ServicesHere
from web.security.authenticate import authenticate
from web.wire.duty_cards import DutyCardAnswer, DutyCardsAnswer

router = APIRouter(tags=["duty cards"], responses=READING)


@router.get("/duty-cards", summary="What each role does in a search")
def duty_cards(
    services: ServicesHere, _principal: Annotated[Principal, Depends(authenticate)]
) -> DutyCardsAnswer:
    """As the station's file says now, else as shipped. What was done stands in the state of each
    search, by `role`, `item` and, for the card of a team, `team_id`."""
    cards = [DutyCardAnswer.of(card) for card in services.duty_cards.cards()]
    return DutyCardsAnswer(cards=cards, trouble=services.duty_cards.trouble)
