"""Opening a search."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import APIRouter, Depends, Request, Response

from coordinator.accounts import Action, Principal
from coordinator.searches.vaulted import TextsOfCommand
from domain.checks import checked_parameters
from domain.command import Answer, Issued
from domain.knowledge.familiar_place import AddFamiliarPlace
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.subject import DescribeSubject
from domain.opening import OpenSearch
from domain.parameters import MODEL_VERSION, default_parameters
from domain.refusal import Refusal, Unknown
from web.routes.commands.given import issued
from web.routes.commands.pattern import KEY_HEADER, PROBLEMS, TIME_HEADER, refused
from web.search_services import SearchServices, search_services
from web.security.authenticate import permitted
from web.walks import walking
from web.wire.answers import CommandAnswer
from web.wire.knowledge import OpeningBody

router = APIRouter(tags=["searches"])
SEARCH_IDS = uuid5(NAMESPACE_URL, "urn:search-coordinator:searches")
"""Ids of searches derive from this and the command's, so that a retry finds the same search."""
MOST_DERIVED_SEED = 2**31


@router.post(
    "/searches",
    status_code=201,
    summary="Open a search",
    responses={200: {"description": "given before", "model": CommandAnswer}, **PROBLEMS},
)
def open_search(
    request: Request,
    response: Response,
    body: OpeningBody,
    services: Annotated[SearchServices, Depends(search_services)],
    principal: Annotated[Principal, Depends(permitted(Action.OPEN_SEARCH))],
    idempotency_key: KEY_HEADER = None,  # noqa: ARG001 -- described here, read from the request
    client_time: TIME_HEADER = None,  # noqa: ARG001
) -> CommandAnswer:
    """A seed that is not given derives from the command; parameters have documented defaults.

    Everything about the subject but mobility, since and factors is kept in the vault.
    """
    with walking("open_search") as walk:
        try:
            by = issued(request, body, principal.account_id, services.clock.now())
            walk.of(uuid5(SEARCH_IDS, by.command_id), by.command_id)
            answer = walk.answer = opened(services, body, by)
        except Refusal as refusal:
            raise refused(refusal, OpeningBody, {}) from refusal
    services.accounts.memberships.add(principal.account_id, answer.id)
    response.status_code = 200 if answer.repeated else 201
    return CommandAnswer(search_id=answer.id, version=answer.version, id=answer.id)


def opened(services: SearchServices, body: OpeningBody, by: Issued) -> Answer:
    """Open the search, its texts sealed first; a Refusal when nothing was recorded."""
    search_id = uuid5(SEARCH_IDS, by.command_id)
    try:
        with services.commanding.reading(search_id) as search:
            earlier = search.answer_to(by)
    except Unknown:
        earlier = None
    if earlier is not None:
        return earlier
    texts = TextsOfCommand(search_id, by.command_id)
    command = opening(body, by, texts, search_id, services.settings.parameters)
    area = services.areas.named(body.area)
    if area is None:
        raise Unknown("area", body.area, "area")
    # Beginning is pure: what will be refused shall leave no personal data behind.
    command.begin(by, area)
    texts.seal(services.vault)
    return services.commanding.open(command, by, body.area)


def opening(
    body: OpeningBody,
    by: Issued,
    texts: TextsOfCommand,
    search_id: UUID,
    of_the_force: Mapping[str, float],
) -> OpenSearch:
    """The command that a body means; its parameters overrule the force's and those the table's."""
    own = checked_parameters(body.parameters)
    parameters = {**default_parameters(), **of_the_force, **own}
    lkp, subject = body.last_known_point, body.subject
    seed = body.seed if body.seed is not None else UUID(by.command_id).int % MOST_DERIVED_SEED
    return OpenSearch(
        search_id=search_id,
        subject=DescribeSubject(
            subject.mobility,
            subject.since or lkp.at,
            subject.factors,
            texts.ref("description", subject.description),
        ),
        last_known_point=SetLastKnownPoint(lkp.place, lkp.at, lkp.radius_m),
        familiar_places=tuple(
            replace(
                AddFamiliarPlace(place.place, place.weight, texts.ref(f"label.{i}", place.label)),
                number=i,
            )
            for i, place in enumerate(body.familiar_places)
        ),
        model_version=MODEL_VERSION,
        parameters=parameters,
        seed=seed,
        reported_at=body.reported_at,
    )
