"""Who may do what: the one table of roles and actions."""

from enum import StrEnum

from coordinator.accounts.role import Role


class Action(StrEnum):
    """Something that an account may or may not do, named like the command or the reading."""

    # The order matters below: commands come first, then readings, then administration.
    OPEN_SEARCH = "open_search"
    SUSPEND_SEARCH = "suspend_search"
    RESUME_SEARCH = "resume_search"
    CLOSE_SEARCH = "close_search"
    DESCRIBE_SUBJECT = "describe_subject"
    SET_LAST_KNOWN_POINT = "set_last_known_point"
    ADD_FAMILIAR_PLACE = "add_familiar_place"
    CLAIM_CAMERA_ZONE = "claim_camera_zone"
    RELEASE_CAMERA_ZONE = "release_camera_zone"
    CLEAR_CAMERA_ZONE = "clear_camera_zone"
    WITHDRAW_CLEARANCE = "withdraw_clearance"
    CORRECT_CAMERA_CLOCK = "correct_camera_clock"
    TAKE_CAMERA_OUT_OF_SERVICE = "take_camera_out_of_service"
    REQUEST_RECORDING = "request_recording"
    MARK_RECORDING_AVAILABLE = "mark_recording_available"
    REPORT_SIGHTING = "report_sighting"
    ASSESS_SIGHTING = "assess_sighting"
    CHECK_REST_OF_WORLD = "check_rest_of_world"
    WITHDRAW_REST_OF_WORLD_CHECK = "withdraw_rest_of_world_check"
    DEPLOY_STREET_TEAM = "deploy_street_team"
    STAND_DOWN_STREET_TEAM = "stand_down_street_team"
    PROPOSE_REDIRECT = "propose_redirect"
    REDIRECT_STREET_TEAM = "redirect_street_team"
    RELEASE_REDIRECT = "release_redirect"
    REPLY_TO_REDIRECT = "reply_to_redirect"
    REPLY_ON_BEHALF = "reply_on_behalf"
    SWEEP_STREETS = "sweep_streets"
    WITHDRAW_SWEEP = "withdraw_sweep"
    REPORT_POSITIONS = "report_positions"
    RECORD_FIND = "record_find"
    WITHDRAW_FIND = "withdraw_find"
    DO_CHECKLIST_ITEM = "do_checklist_item"
    UNDO_CHECKLIST_ITEM = "undo_checklist_item"
    ADD_NOTE = "add_note"
    SEND_WATCHER_REPORT = "send_watcher_report"
    TAKE_UP_WATCHER_REPORT = "take_up_watcher_report"
    SET_WATCHER_REPORT_ASIDE = "set_watcher_report_aside"
    SET_SUBJECT_PHOTO = "set_subject_photo"

    READ_AREAS = "read_areas"
    READ_SEARCH = "read_search"
    READ_EVENTS = "read_events"
    READ_MAP = "read_map"
    READ_COARSE_MAP = "read_coarse_map"
    READ_POSITIONS = "read_positions"
    READ_ADVICE = "read_advice"
    READ_REPORT = "read_report"
    READ_DESCRIPTION = "read_description"
    READ_PERSONAL = "read_personal"
    READ_WATCHER_REPORTS = "read_watcher_reports"
    LISTEN_LIVE = "listen_live"

    INVITE = "invite"
    MANAGE_ACCOUNTS = "manage_accounts"
    IMPORT_AREA = "import_area"
    EXPORT_SEARCH = "export_search"
    IMPORT_SEARCH = "import_search"
    READ_STATISTICS = "read_statistics"
    FORGET_SEARCH = "forget_search"
    READ_AUDIT = "read_audit"


_COMMANDS = frozenset(list(Action)[: list(Action).index(Action.READ_AREAS)])
_READINGS = frozenset(
    list(Action)[list(Action).index(Action.READ_AREAS) : list(Action).index(Action.INVITE)]
)

_MAY: dict[Role, frozenset[Action]] = {
    # Runs the installation and leads no search, so the description of a sick person is not theirs.
    Role.ADMIN: frozenset(
        {
            Action.READ_AREAS,
            Action.READ_SEARCH,
            Action.MANAGE_ACCOUNTS,
            Action.IMPORT_AREA,
            Action.IMPORT_SEARCH,
            Action.READ_STATISTICS,
            Action.FORGET_SEARCH,
            Action.READ_AUDIT,
        }
    ),
    Role.COMMANDER: _COMMANDS
    | _READINGS
    | {
        Action.INVITE,
        Action.EXPORT_SEARCH,
        Action.IMPORT_SEARCH,
        Action.READ_STATISTICS,
        Action.FORGET_SEARCH,
    },
    Role.VIDEO: _READINGS
    | {
        Action.CLAIM_CAMERA_ZONE,
        Action.RELEASE_CAMERA_ZONE,
        Action.CLEAR_CAMERA_ZONE,
        Action.WITHDRAW_CLEARANCE,
        Action.CORRECT_CAMERA_CLOCK,
        Action.TAKE_CAMERA_OUT_OF_SERVICE,
        Action.REQUEST_RECORDING,
        Action.MARK_RECORDING_AVAILABLE,
        Action.REPORT_SIGHTING,
        Action.ASSESS_SIGHTING,
        Action.CHECK_REST_OF_WORLD,
        Action.WITHDRAW_REST_OF_WORLD_CHECK,
        Action.PROPOSE_REDIRECT,
        Action.REDIRECT_STREET_TEAM,
        Action.RELEASE_REDIRECT,
        Action.REPLY_TO_REDIRECT,
        Action.REPLY_ON_BEHALF,
        Action.SWEEP_STREETS,
        Action.WITHDRAW_SWEEP,
        Action.RECORD_FIND,
        Action.WITHDRAW_FIND,
        Action.DO_CHECKLIST_ITEM,
        Action.UNDO_CHECKLIST_ITEM,
        Action.ADD_NOTE,
        Action.TAKE_UP_WATCHER_REPORT,
        Action.SET_WATCHER_REPORT_ASIDE,
    },
    Role.STREET: frozenset(
        {
            Action.REPORT_SIGHTING,
            Action.REPLY_TO_REDIRECT,
            Action.SWEEP_STREETS,
            Action.WITHDRAW_SWEEP,
            Action.REPORT_POSITIONS,
            Action.RECORD_FIND,
            Action.DO_CHECKLIST_ITEM,
            Action.UNDO_CHECKLIST_ITEM,
            Action.ADD_NOTE,
            Action.READ_AREAS,
            Action.READ_SEARCH,
            Action.READ_EVENTS,
            Action.READ_MAP,
            Action.READ_COARSE_MAP,
            Action.READ_POSITIONS,
            Action.READ_DESCRIPTION,
            Action.READ_PERSONAL,
            Action.LISTEN_LIVE,
        }
    ),
    Role.WATCHER: frozenset(
        {
            Action.SEND_WATCHER_REPORT,
            Action.READ_AREAS,
            Action.READ_COARSE_MAP,
            Action.READ_DESCRIPTION,
            Action.LISTEN_LIVE,
        }
    ),
    Role.REVIEWER: _READINGS - {Action.READ_WATCHER_REPORTS}
    | {Action.EXPORT_SEARCH, Action.READ_STATISTICS},
}

_OWN_TEAM_ONLY = frozenset(
    {
        Action.REPLY_TO_REDIRECT,
        Action.SWEEP_STREETS,
        Action.WITHDRAW_SWEEP,
        Action.REPORT_POSITIONS,
    }
)


def may(role: Role, action: Action) -> bool:
    """Whether somebody in this role may do this at all, in a search they belong to."""
    return action in _MAY[role]


def only_for_own_team(role: Role, action: Action) -> bool:
    """Whether somebody in this role may do this for the team they walk with and no other."""
    return role is Role.STREET and action in _OWN_TEAM_ONLY


def is_command(action: Action) -> bool:
    """Whether this action changes a search, rather than reads or administers."""
    return action in _COMMANDS
