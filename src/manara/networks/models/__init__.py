"""The nouns of networks: kept charts, roles along the script, protections, and lists of targets that no protected one is on."""

from manara.networks.models.protection import Ground, Protection, ProtectionEnded
from manara.networks.models.role import DeclineUndone, Role, RoleDeclined, RoleEnded, RoleKind, Script
from manara.networks.models.saved_chart import ChartVersion, SavedChart
from manara.networks.models.target import Purpose, Standing, Target, TargetList

__all__ = [
    "ChartVersion",
    "DeclineUndone",
    "Ground",
    "Protection",
    "ProtectionEnded",
    "Purpose",
    "Role",
    "RoleDeclined",
    "RoleEnded",
    "RoleKind",
    "SavedChart",
    "Script",
    "Standing",
    "Target",
    "TargetList",
]
