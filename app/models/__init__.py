"""The platform's tables: releases, cases, their history, tasks, timers, messages, people, files."""

from app.models.access import AccessToken, SignInFailure
from app.models.calendar import CalendarVersion, CaseClock
from app.models.checkpoint import Checkpoint, CheckpointLeaf
from app.models.event import Event, Register
from app.models.house import HouseEvent, HouseHead
from app.models.instance import Instance
from app.models.message import Delivery, Message, Wait
from app.models.notice import Notice
from app.models.office import Membership, Office
from app.models.person import Person, SignIn
from app.models.release import Release, ReleaseFile
from app.models.replay_point import ReplayPoint
from app.models.safety import IdempotencyKey, ReadLog
from app.models.service_call import Incident, ServiceCall
from app.models.stored_file import StoredFile
from app.models.task import Draft, Task
from app.models.timer import Reminder, StartTimer, Timer
from app.models.worker import WorkerSeen

__all__ = [
    "AccessToken", "CalendarVersion", "CaseClock", "Checkpoint", "CheckpointLeaf", "Delivery", "Draft", "Event", "HouseEvent", "HouseHead",
    "IdempotencyKey", "Incident", "Instance", "Membership", "Message", "Notice", "Office", "Person", "ReadLog", "Register", "Release", "ReleaseFile",
    "Reminder", "ReplayPoint", "ServiceCall", "SignIn", "SignInFailure", "StartTimer", "StoredFile", "Task", "Timer", "Wait", "WorkerSeen",
]  # fmt: skip
