"""Make a new database a training database: its clock gets its row, once and for all."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import exists, select

from app.clock import real_now
from app.db import transaction
from app.errors import ConfigWrong
from app.ground.house import SYSTEM, house_act
from app.models import CaseClock, Person, Release


def open_training(training: bool, clock: datetime | None) -> None:
    """Set the clock of an empty database to `clock` (now, when None); a clock that stands already stays where it is.

    Raises  ConfigWrong where the database is not of the kind that was asked for: training is chosen when it is created, not later.
    """
    with transaction() as session:
        stands = session.scalar(select(exists().where(CaseClock.id == 1)))
        if stands and not training:
            raise ConfigWrong("这是培训数据库，只能用 --training（TRAINING=1）启动。", "This is a training database: start with --training.")
        if training and not stands:
            if session.scalar(select(exists(select(Release.id)))) or session.scalar(select(exists(select(Person.username)))):
                raise ConfigWrong("这个数据库不是培训数据库，不能使用模拟时钟。", "This database was not created for training.")
            with house_act(session, "clock:open", SYSTEM) as act:
                act.put(CaseClock(id=1, now=(clock or real_now()).astimezone(UTC)))
