"""The one pattern of all commands: parse, permit, seal, obey, answer."""

import re
from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, get_type_hints

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from pydantic import BaseModel

from coordinator.accounts import Action, Principal, only_for_own_team
from coordinator.searches.directory import search_uuid
from domain.command import Answer, Command
from domain.refusal import Refusal, Unknown
from web.field_errors import refused_field
from web.problem import Problem, problem_responses
from web.routes.commands.given import CLIENT_TIME, KEY, Given, device_error, issued
from web.search_services import SearchServices, search_services
from web.security.authenticate import permitted, require
from web.walks import walking
from web.wire.answers import CommandAnswer

Maker = Callable[[Any, Given], Command]
TeamOf = Callable[[Any, Given], str | None]
PROBLEMS = problem_responses(400, 401, 403, 404, 409, 410, 413, 422, 503)
KEY_HEADER = Annotated[
    str | None,
    Header(alias=KEY, description="a UUID, new for each command and the same for retries"),
]
TIME_HEADER = Annotated[
    str | None,
    Header(alias=CLIENT_TIME, description="the device's clock at sending, RFC 3339"),
]


def team_in_body(body: Any, given: Given) -> str | None:
    """The team that a command speaks for: named in the body or in the path."""
    return getattr(body, "team_id", None) or given.ids.get("team_id")


class Commands:
    """Collects POST calls that each make one command."""

    def __init__(self, tag: str) -> None:
        self.router = APIRouter(prefix="/searches/{search_id}", tags=[tag])

    def post(
        self, path: str, action: Action, team_of: TeamOf = team_in_body
    ) -> Callable[[Maker], Maker]:
        """Register the maker of a command: (body, given) -> command, its docstring the summary.

        `team_of` tells whose team the command speaks for, where giving it for another team
        may be forbidden.
        """

        def register(make: Maker) -> Maker:
            body_type = next(iter(get_type_hints(make).values()))

            def carry_out(given: Given, body: Any) -> Answer:
                command = make(body, given)
                given.texts.seal(given.services.vault)
                return given.obey(command)

            add_command(self.router, path, action, body_type, carry_out, make, team_of)
            return make

        return register


def add_command(
    router: APIRouter,
    path: str,
    action: Action,
    body_type: type[BaseModel],
    carry_out: Callable[[Given, Any], Answer],
    described: Callable[..., Any],
    team_of: TeamOf = team_in_body,
) -> None:
    """Add a command's call to a router whose prefix names the search."""

    def endpoint(
        request: Request,
        body: Any,
        services: SearchServices,
        principal: Principal,
        **_: Any,
    ) -> Response:
        ids = {k: v for k, v in request.path_params.items() if k != "search_id"}
        with walking(action.value) as walk:
            try:
                search_id = search_uuid(request.path_params["search_id"])
                by = issued(request, body, principal.account_id, services.clock.now())
                walk.of(search_id, by.command_id)
                error = device_error(request, by.now)
                given = Given(services, principal, search_id, ids, by, error)
                answer = given.earlier()
                if answer is None:
                    services.commanding.must_take_commands(search_id)
                    if only_for_own_team(principal.role, action):
                        require(principal, action, str(search_id), team_of(body, given))
                    answer = carry_out(given, body)
                walk.answer = answer
            except Refusal as refusal:
                raise refused(refusal, body_type, request.path_params) from refusal
        told = CommandAnswer(search_id=str(search_id), version=answer.version, id=answer.id)
        # As it stands: the framework would have another thread check and encode it.
        return Response(
            told.model_dump_json(), 200 if answer.repeated else 201, media_type="application/json"
        )

    endpoint.__signature__ = _signature(endpoint, path, action, body_type)  # type: ignore[attr-defined]  # how a callable says what it really takes
    summary, _, description = (described.__doc__ or "").partition("\n")
    router.add_api_route(
        path,
        endpoint,
        methods=["POST"],
        status_code=201,
        response_model=CommandAnswer,
        responses={200: {"description": "given before", "model": CommandAnswer}, **PROBLEMS},
        name=described.__name__,
        summary=summary.rstrip("."),
        description=description.strip(),
    )


def refused(refusal: Refusal, body_type: type[BaseModel], path_params: dict[str, Any]) -> Refusal:
    """The refusal in terms of this call: fields as in its body, unknown things by where they stand.

    What the path names is not found (404); what the body names cannot be accepted (422).
    """
    if refusal.field in path_params:
        return refusal
    named = field_in(body_type, refusal.field)
    if isinstance(refusal, Unknown):
        raise Problem(
            422, refusal.code, refusal.detail, errors=[{**refused_field(refusal), "field": named}]
        )
    if named != refusal.field:
        renamed = type(refusal).__new__(type(refusal))
        why, expected = refusal.reason, refusal.expected
        Refusal.__init__(
            renamed, refusal.code, refusal.detail, named, reason=why, expected=expected
        )
        return renamed
    return refusal


def field_in(body_type: type[BaseModel], field: str) -> str:
    """A field as the domain names it, in terms of a body that nests it more or less deeply."""
    names = {f.alias or name for name, f in body_type.model_fields.items()}
    parts = field.split(".")
    for i, part in enumerate(parts):
        if part in names:
            return ".".join(parts[i:])
    for name, info in body_type.model_fields.items():
        inner = info.annotation
        is_body = isinstance(inner, type) and issubclass(inner, BaseModel)
        if is_body and parts[0] in inner.model_fields:  # type: ignore[union-attr]  # a body by the line above
            return f"{name}.{field}"
    return field


def _signature(
    endpoint: Callable[..., Any], path: str, action: Action, body_type: type[BaseModel]
) -> Signature:
    keyword = Parameter.KEYWORD_ONLY
    usual = signature(endpoint).parameters
    taken = [
        Parameter(name, keyword, annotation=Annotated[str, Path()])
        for name in ["search_id", *re.findall(r"\{(\w+)\}", path)]
    ]
    return Signature(
        [
            usual["request"].replace(kind=keyword),
            Parameter("body", keyword, annotation=body_type),
            Parameter(
                "services", keyword,
                annotation=Annotated[SearchServices, Depends(search_services)],
            ),
            Parameter(
                "principal", keyword, annotation=Annotated[Principal, Depends(permitted(action))]
            ),
            Parameter("idempotency_key", keyword, annotation=KEY_HEADER, default=None),
            Parameter("client_time", keyword, annotation=TIME_HEADER, default=None),
            *taken,
        ],
        return_annotation=Response,
    )  # fmt: skip
