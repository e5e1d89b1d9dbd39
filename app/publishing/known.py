"""What a diagram may name here: the catalogue of services and readers, the roles; over it what the current release holds."""

from __future__ import annotations

from functools import lru_cache

from flask import current_app

from app import catalogue, decisions, forms
from app.db import db
from app.engine.checking import Known, known_of
from app.engine.rules.known import ServiceFacts
from app.ground.releases import files_of
from app.models import Release
from app.roles import ROLES


@lru_cache(maxsize=1)
def catalogue_known() -> Known:
    """Services, readers and roles; no files yet."""
    catalogue.discover()
    return Known(
        services={service.name: _facts(service) for service in catalogue.services().values()},
        readers=frozenset(catalogue.readers()),
        roles=frozenset(ROLES),
        form_problems=forms.problems_of_form,
        table_problems=decisions.problems_of_table,
    )


def _facts(service: catalogue.Service) -> ServiceFacts:
    parameters = {name: field.required for name, field in service.input().fields.items()}
    return ServiceFacts(service.title, service.effect, parameters, frozenset(service.output().fields))


def release_known(number: int) -> Known:
    """The catalogue and everything a published release offers; kept in this process, for a release never changes."""
    kept: dict[int, Known] = current_app.extensions.setdefault("house.known", {})
    if number not in kept:
        session = db.session()
        kept[number] = known_of(files_of(session, session.get_one(Release, number)), catalogue_known())
    return kept[number]
