"""Whether this process lives, can serve, and what it counts."""

from fastapi import APIRouter, Request, Response

from web.measures import MEDIA_TYPE
from web.problem import Problem, problem_responses
from web.vital_signs import VitalSigns

router = APIRouter(tags=["health"])
COME_AGAIN_S = 2


@router.get("/livez", summary="Does it live")
async def livez() -> dict[str, str]:
    """Answers as long as the process serves requests at all."""
    return {"status": "alive"}


@router.get("/readyz", summary="Can it serve", responses=problem_responses(503))
async def readyz(request: Request) -> dict[str, object]:
    """Names each check; 503 when one of them fails. Answers within some seconds, also when the
    database hangs."""
    # Nothing here may wait for the threads that serve commands: those may hang.
    checks = await signs_of(request).ready()
    wrong = {name: said for name, said in checks.items() if said != "ok"}
    if wrong:
        detail = "; ".join(f"{name}: {said}" for name, said in wrong.items())
        errors = [{"field": name, "message": said, "code": "check"} for name, said in wrong.items()]
        raise Problem(503, "not_ready", detail, errors=errors, retry_after_s=COME_AGAIN_S)
    return {"status": "ready", "checks": checks}


@router.get("/metrics", summary="What it counts", response_class=Response)
async def metrics(request: Request) -> Response:
    """Prometheus text."""
    return Response(await signs_of(request).measures(), media_type=MEDIA_TYPE)


def signs_of(request: Request) -> VitalSigns:
    """What is known of the health of the application that a request came to."""
    signs: VitalSigns = request.app.state.signs
    return signs
