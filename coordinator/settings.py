"""What an installation is told from outside: options of the command line and the environment."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from coordinator.force_parameters import ForceParametersError, force_parameters
from coordinator.log_lines import FORMATS, usual_format
from coordinator.time_zone import EXAMPLE, zone_named
from domain.moment import moment_of

FASTEST_CLOCK = 3600.0
NO_PARAMETERS: Mapping[str, float] = MappingProxyType({})
NO_OPTIONS: Mapping[str, str | None] = MappingProxyType({})


class SettingsError(ValueError):
    """A setting is wrong; the text is one line that names it and says what was expected."""


@dataclass(frozen=True)
class Settings:
    """Where the coordinator keeps its data, where it listens, and by which clock it lives.

    `database_url` is None for SQLite files in `data_dir`, else a `postgresql://` URL.
    `clock_start` (UTC) and `clock_speed` describe an exercise clock; None and 1.0 are real time.
    `vault_key` are the 32 bytes of the vault's master key, None when it lies in `data_dir`.
    """

    data_dir: Path
    database_url: str | None = field(default=None, repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    tls_cert: Path | None = None
    tls_key: Path | None = None
    clock_start: datetime | None = None
    clock_speed: float = 1.0
    vault_key: bytes | None = field(default=None, repr=False)
    parameters: Mapping[str, float] = field(default_factory=lambda: NO_PARAMETERS, hash=False)
    """What this force sets of the model for its new searches, instead of the shipped values."""
    duty_cards: Path | None = None
    """The station's own duty cards; None is the usual file in `data_dir`, if it is there."""
    log_format: str = "json"
    """How the service writes its log: json (one object a line) or text."""
    time_zone: ZoneInfo | None = None
    """Of times on paper where the reader names none; None: this machine's."""

    @property
    def tls(self) -> bool:
        """Whether this process itself speaks TLS."""
        return self.tls_cert is not None


def from_environment(
    env: Mapping[str, str], options: Mapping[str, str | None] = NO_OPTIONS
) -> Settings:
    """The settings of an environment, overruled by the options given on the command line.

    `options` has the long names without dashes in front ("data-dir", "clock-speed"); None means
    not given. The variable of an option is COORDINATOR_ and its name in capitals
    (COORDINATOR_DATA_DIR); an empty variable counts as not set. SettingsError names whichever of
    the two was wrong.
    """
    given = _Given(env, options)
    cert, key = given.file("tls-cert"), given.file("tls-key")
    if (cert is None) != (key is None):
        present, absent = ("tls-cert", "tls-key") if key is None else ("tls-key", "tls-cert")
        raise SettingsError(f"{given.label(present)}: expected together with {given.label(absent)}")
    return Settings(
        data_dir=given.directory("data-dir") or _usual_data_dir(env),
        database_url=given.database("database"),
        host=given.text("host") or "127.0.0.1",
        port=given.port("port", 8000),
        tls_cert=cert,
        tls_key=key,
        clock_start=given.moment("clock-start"),
        clock_speed=given.speed("clock-speed", 1.0),
        vault_key=given.key("vault-key"),
        parameters=given.parameters("parameters"),
        duty_cards=given.file("duty-cards"),
        time_zone=given.zone("time-zone"),
        log_format=given.one_of("log-format", FORMATS) or usual_format(),
    )


def _usual_data_dir(env: Mapping[str, str]) -> Path:
    base = env.get("XDG_DATA_HOME")
    home = Path(env["HOME"]) if env.get("HOME") else Path.home()
    return (Path(base) if base else home / ".local" / "share") / "search-coordinator"


class _Given:
    """Reads settings by option name and refuses wrong ones in terms of where they came from."""

    def __init__(self, env: Mapping[str, str], options: Mapping[str, str | None]) -> None:
        self._env = env
        self._options = options

    def label(self, name: str) -> str:
        if self._options.get(name) is not None:
            return f"--{name}"
        return _variable(name)

    def text(self, name: str) -> str | None:
        option = self._options.get(name)
        return option if option is not None else self._env.get(_variable(name)) or None

    def wrong(self, name: str, expected: str) -> SettingsError:
        return SettingsError(f"{self.label(name)}: expected {expected}, got {self.text(name)!r}")

    def database(self, name: str) -> str | None:
        url = self.text(name)
        if url is None or url.startswith(("postgresql://", "postgres://")):
            return url
        scheme = url.partition(":")[0][:20]
        # The value may hold a password, so only its scheme is repeated.
        raise SettingsError(
            f"{self.label(name)}: expected a URL such as postgresql://user@host/database, "
            f"got one that begins with {scheme!r}"
        )

    def directory(self, name: str) -> Path | None:
        text = self.text(name)
        if text is None:
            return None
        path = Path(text).expanduser()
        if path.exists() and not path.is_dir():
            raise self.wrong(name, "a directory")
        return path

    def file(self, name: str) -> Path | None:
        text = self.text(name)
        if text is None:
            return None
        path = Path(text).expanduser()
        if not path.is_file():
            raise self.wrong(name, "the path of a file")
        return path

    def parameters(self, name: str) -> Mapping[str, float]:
        path = self.file(name)
        if path is None:
            return NO_PARAMETERS
        try:
            return force_parameters(path)
        except ForceParametersError as problem:
            raise SettingsError(f"{self.label(name)}: {problem}") from problem

    def port(self, name: str, usual: int) -> int:
        text = self.text(name)
        if text is None:
            return usual
        if not (text.isascii() and text.isdigit() and 0 <= int(text) <= 65535):
            raise self.wrong(name, "a port number from 0 to 65535")
        return int(text)

    def moment(self, name: str) -> datetime | None:
        text = self.text(name)
        if text is None:
            return None
        try:
            return moment_of(text)
        except (ValueError, OverflowError) as problem:
            expected = "a time with offset such as 2026-03-01T08:30:00+08:00"
            raise self.wrong(name, expected) from problem

    def speed(self, name: str, usual: float) -> float:
        text = self.text(name)
        if text is None:
            return usual
        expected = f"a number above 0 and at most {FASTEST_CLOCK:g}"
        try:
            speed = float(text)
        except ValueError as problem:
            raise self.wrong(name, expected) from problem
        if not 0 < speed <= FASTEST_CLOCK:
            raise self.wrong(name, expected)
        return speed

    def zone(self, name: str) -> ZoneInfo | None:
        text = self.text(name)
        if text is None:
            return None
        found = zone_named(text)
        if found is None:
            raise self.wrong(name, EXAMPLE)
        return found

    def one_of(self, name: str, known: Sequence[str]) -> str | None:
        text = self.text(name)
        if text is not None and text not in known:
            raise self.wrong(name, " or ".join(known))
        return text

    def key(self, name: str) -> bytes | None:
        text = self.text(name)
        if text is None:
            return None
        try:
            key = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != 32:
            raise SettingsError(f"{self.label(name)}: expected 32 bytes in base64")
        return key


def _variable(name: str) -> str:
    return "COORDINATOR_" + name.upper().replace("-", "_")
