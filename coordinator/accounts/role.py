"""Roles: what a person is in a search."""

from enum import StrEnum


class Role(StrEnum):
    """The part a person plays; what each may do stands in `permissions`."""

    ADMIN = "admin"
    COMMANDER = "commander"
    VIDEO = "video"
    STREET = "street"
    WATCHER = "watcher"
    REVIEWER = "reviewer"

    @property
    def of_the_station(self) -> bool:
        """Whether an account with this role belongs to every search of the installation.

        Whoever is on duty at a desk must be able to take any search over without waiting to be
        let in, and every look at personal data is in the audit log. Phones and watchers belong
        only to the searches they were invited to.
        """
        return self not in (Role.STREET, Role.WATCHER)
