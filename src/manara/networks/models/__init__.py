"""The nouns of networks: kept charts, roles, protections, lists of targets that no protected one is on, and plans."""

from manara.networks.models.measuring import Measuring
from manara.networks.models.plan import (
    Calculation,
    Evidence,
    Feasibility,
    Order,
    OrderKind,
    Plan,
    PlanMove,
    Reach,
    Where,
)
from manara.networks.models.plan_check import HarmCheck, ProtectionTold, Signature, SignatureWithdrawn
from manara.networks.models.plan_step import Finding, Outcome, RealStep, RealStepTakenBack
from manara.networks.models.protection import Ground, Protection, ProtectionEnded
from manara.networks.models.role import DeclineUndone, Role, RoleDeclined, RoleEnded, RoleKind, Script
from manara.networks.models.saved_chart import ChartVersion, SavedChart
from manara.networks.models.target import Purpose, Standing, Target, TargetList

__all__ = [
    "Calculation",
    "ChartVersion",
    "DeclineUndone",
    "Evidence",
    "Feasibility",
    "Finding",
    "Ground",
    "HarmCheck",
    "Measuring",
    "Order",
    "OrderKind",
    "Outcome",
    "Plan",
    "PlanMove",
    "Protection",
    "ProtectionEnded",
    "ProtectionTold",
    "Purpose",
    "Reach",
    "RealStep",
    "RealStepTakenBack",
    "Role",
    "RoleDeclined",
    "RoleEnded",
    "RoleKind",
    "SavedChart",
    "Script",
    "Signature",
    "SignatureWithdrawn",
    "Standing",
    "Target",
    "TargetList",
    "Where",
]
