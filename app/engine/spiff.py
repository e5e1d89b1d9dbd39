"""The parts of SpiffWorkflow that are used, in one place: a process is a tree of activities over a spec that never changes while it runs.

The library has no types of its own; here it is `Any`, and what is ours is typed.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow import exceptions, task
from SpiffWorkflow.bpmn import workflow
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser as _ProcessParser
from SpiffWorkflow.bpmn.parser.util import full_tag as _full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException as _ValidationException
from SpiffWorkflow.bpmn.specs import bpmn_process_spec
from SpiffWorkflow.bpmn.util import subworkflow
from SpiffWorkflow.spiff.parser import process as spiff_process
from SpiffWorkflow.spiff.parser import task_spec
from SpiffWorkflow.spiff.specs import spiff_task
from SpiffWorkflow.util.task import TaskState

BpmnProcessSpec: Any = bpmn_process_spec.BpmnProcessSpec
BpmnSubWorkflow: Any = subworkflow.BpmnSubWorkflow
BpmnWorkflow: Any = workflow.BpmnWorkflow
ProcessParser: Any = _ProcessParser
SpiffBpmnParser: Any = spiff_process.SpiffBpmnParser
SpiffBpmnTask: Any = spiff_task.SpiffBpmnTask
SpiffTaskParser: Any = task_spec.SpiffTaskParser
SpiffWorkflowException: Any = exceptions.SpiffWorkflowException
Task: Any = task.Task
ValidationException: Any = _ValidationException
full_tag: Any = _full_tag

OPEN = TaskState.WAITING | TaskState.READY | TaskState.STARTED
FINISHED = TaskState.FINISHED_MASK

__all__ = [
    "FINISHED",
    "OPEN",
    "BpmnProcessSpec",
    "BpmnSubWorkflow",
    "BpmnWorkflow",
    "ProcessParser",
    "SpiffBpmnParser",
    "SpiffBpmnTask",
    "SpiffTaskParser",
    "SpiffWorkflowException",
    "Task",
    "TaskState",
    "ValidationException",
    "full_tag",
]
