"""What BPMN 2.0 has, by the OMG's own schema (in the copy that SpiffWorkflow brings) and its table of events."""

from __future__ import annotations

from pathlib import Path

import SpiffWorkflow
from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
SCHEMA = Path(SpiffWorkflow.__file__).parent / "bpmn" / "parser" / "schema" / "Semantic.xsd"
GROUPS = ("flowElement", "eventDefinition", "loopCharacteristics", "artifact")
NODES = ("tActivity", "tSubProcess", "tBoundaryEvent", "tStartEvent", "tCatchEvent", "tEventBasedGateway", "tReceiveTask", "tSequenceFlow")
MARKED = (*NODES, "tMultiInstanceLoopCharacteristics", "tStandardLoopCharacteristics")
# What says nothing about how it runs, or is said by a child or by another row.
SILENT = {
    "implementation",
    "messageRef",
    "operationRef",
    "attachedToRef",
    "sourceRef",
    "targetRef",
    "oneBehaviorEventRef",
    "noneBehaviorEventRef",
    "loopMaximum",
}
# BPMN 2.0 (formal/2013-12-09), table 10.93: which trigger stands where.
PLACES = {
    "startEvent": ("message", "timer", "error", "escalation", "compensate", "conditional", "signal"),
    "intermediateCatchEvent": ("message", "timer", "conditional", "link", "signal"),
    "intermediateThrowEvent": ("message", "escalation", "compensate", "link", "signal"),
    "boundaryEvent": ("message", "timer", "error", "escalation", "cancel", "compensate", "conditional", "signal"),
    "endEvent": ("message", "error", "escalation", "cancel", "compensate", "signal", "terminate"),
}


def words() -> set[str]:
    """Every element of the groups, every attribute that marks an element: each must stand in the key of a row."""
    schema = etree.parse(str(SCHEMA)).getroot()
    elements = {str(found.get("name")) for found in schema.iter(f"{XS}element") if found.get("substitutionGroup") in GROUPS}
    types = {found.get("name"): found for found in schema.iter(f"{XS}complexType")}
    marks = {str(found.get("name")) for name in MARKED for found in types[name].iter(f"{XS}attribute")}
    return elements | (marks - SILENT)


def events() -> set[str]:
    """Every event with every trigger: a row each."""
    return {f"{place} {trigger}EventDefinition" for place, triggers in PLACES.items() for trigger in triggers}
