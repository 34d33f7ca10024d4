"""Uploads of photos: commands whose body is the picture itself."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from coordinator.accounts import Action, Principal, Role
from coordinator.searches.directory import search_uuid
from domain.command import Answer, Command, Issued
from domain.knowledge.photo import AddSightingPhoto, AddSubjectPhoto, WithdrawSubjectPhoto
from domain.refusal import Conflict, Refusal, Unknown
from domain.search import Search
from domain.watching.inbox import Inbox
from web.own_threads import OwnThreads
from web.problem import Problem, problem_responses
from web.routes.commands.given import Given, command_key
from web.routes.commands.pattern import KEY_HEADER, Commands, refused
from web.routes.commands.watching import held_report
from web.search_services import SearchServices, search_services
from web.security.authenticate import permitted
from web.walks import walking
from web.wire.answers import CommandAnswer
from web.wire.command_body import CommandBody, PlainBody

WORKERS = 2
LONGEST = 400
"""Photos that wait to be made small; a large one takes a third of a second."""
commands = Commands("photos")
router: APIRouter = commands.router
_queue: OwnThreads[tuple[str, Answer]] = OwnThreads(
    "photo", WORKERS, LONGEST, "too_many_photos", "too many photos come in at the same time"
)
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("image/jpeg", "image/png", "image/webp")
        },
    }
}
PROBLEMS = problem_responses(400, 401, 403, 404, 409, 410, 413, 422, 503)

CarryOut = Callable[[Given, bytes], Answer]


def photo_of_subject(given: Given, sent: bytes) -> Answer:
    """Show what the subject looks like; the newest photo is the one shown."""
    return obey(given, AddSubjectPhoto(keep(given, sent)))


def photo_of_sighting(given: Given, sent: bytes) -> Answer:
    """Send the photo of a sighting."""
    sighting_id = given.ids["sighting_id"]
    if not given.look(lambda search: sighting_id in search.sightings):
        raise Unknown("sighting", sighting_id, "sighting_id")
    return obey(given, AddSightingPhoto(sighting_id, keep(given, sent)))


def photo_of_report(given: Given, sent: bytes) -> Answer:
    """Send the photo of one's own report, once."""
    with held_report(given) as report, given.services.inboxes.reading(given.search_id) as inbox:
        report_id, sighting_id = report.report_id, report.sighting_id
        if given.principal.role is Role.WATCHER and report.actor != given.principal.account_id:
            raise Problem(403, "not_your_report", "this is the report of somebody else")
        new = inbox is not None and inbox.answer_to(given.by) is None
        if new and report.photo_id is not None:
            raise Conflict("photo_there", "this report has a photo already")
    # Making it small takes a while, in which others shall be able to report.
    photo_id = keep(given, sent) if new else photo_id_of(given)

    def decide(inbox: Inbox) -> str:
        inbox.add_photo(report_id, photo_id, given.by)
        return report_id

    kept = given.services.inboxes.obey(given.search_id, given.by, decide)

    def missing(search: Search) -> bool:
        sighting = search.sightings.get(sighting_id)
        return sighting is not None and sighting.photo_id != photo_id

    if given.look(missing):
        obey(given, AddSightingPhoto(sighting_id, photo_id))
    return Answer(given.look(lambda search: search.version), photo_id, kept.repeated)


@commands.post("/subject/photo/withdrawal", Action.SET_SUBJECT_PHOTO)
def withdraw_subject_photo(_body: PlainBody, _given: Given) -> Command:
    """Take the subject's photo away; the one before it, if any, is shown again."""
    return WithdrawSubjectPhoto()


def photo_id_of(given: Given) -> str:
    """The id that the photo of this command has."""
    return given.services.photos.id_of(str(given.search_id), given.by.command_id)


def keep(given: Given, sent: bytes) -> str:
    """Keep what was sent, made small; the photo's id, or a Refusal."""
    return given.services.photos.keep(str(given.search_id), given.by.command_id, sent)


def obey(given: Given, command: Command) -> Answer:
    """Have the search obey."""
    return given.obey(command)


def add_upload(path: str, action: Action, carry_out: CarryOut) -> None:
    """Add the call of an upload; the docstring of what carries it out is its summary."""

    async def endpoint(
        request: Request,
        response: Response,
        services: Annotated[SearchServices, Depends(search_services)],
        principal: Annotated[Principal, Depends(permitted(action))],
        idempotency_key: KEY_HEADER = None,  # noqa: ARG001 -- described here, read from the request
    ) -> CommandAnswer:
        sent = await request.body()
        work = partial(carried_out, request, services, principal, action, sent, carry_out)
        search_id, answer = await _queue.run(work)
        response.status_code = 200 if answer.repeated else 201
        return CommandAnswer(search_id=search_id, version=answer.version, id=answer.id)

    summary = (carry_out.__doc__ or "").strip().rstrip(".")
    router.add_api_route(
        path,
        endpoint,
        methods=["POST"],
        status_code=201,
        response_model=CommandAnswer,
        responses={200: {"description": "given before", "model": CommandAnswer}, **PROBLEMS},
        openapi_extra=_BODY,
        name=carry_out.__name__,
        summary=summary,
        description="The body is the picture, at most 8 MB. The answer names the photo.",
    )


def carried_out(
    request: Request,
    services: SearchServices,
    principal: Principal,
    action: Action,
    sent: bytes,
    carry_out: CarryOut,
) -> tuple[str, Answer]:
    """The search and what it answered, from the headers of the command on; blocks."""
    ids = {k: v for k, v in request.path_params.items() if k != "search_id"}
    with walking(action.value) as walk:
        try:
            search_id = search_uuid(request.path_params["search_id"])
            key, now = command_key(request), services.clock.now()
            walk.of(search_id, key)
            by = Issued(key, _digest(request, sent), principal.account_id, now, now)
            given = Given(services, principal, search_id, ids, by, timedelta())
            answer = walk.answer = given.earlier() or carry_out(given, sent)
        except Refusal as refusal:
            raise refused(refusal, CommandBody, request.path_params) from refusal
    return str(search_id), answer


def _digest(request: Request, sent: bytes) -> str:
    said = f"{request.method} {request.url.path}\n".encode() + hashlib.sha256(sent).digest()
    return hashlib.sha256(said).hexdigest()


add_upload("/subject/photo", Action.SET_SUBJECT_PHOTO, photo_of_subject)
add_upload("/sightings/{sighting_id}/photo", Action.REPORT_SIGHTING, photo_of_sighting)
add_upload("/watcher-reports/{report_id}/photo", Action.SEND_WATCHER_REPORT, photo_of_report)
