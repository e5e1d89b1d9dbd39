"""The parts of SpiffWorkflow that are used, in one place: a process is a tree of activities over a spec that never changes while it runs."""

from __future__ import annotations

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import full_tag
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.control import BpmnStartTask, SimpleBpmnTask
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.parser.task_spec import SpiffTaskParser
from SpiffWorkflow.spiff.specs.spiff_task import SpiffBpmnTask
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

__all__ = [
    "BpmnProcessSpec",
    "BpmnStartTask",
    "BpmnSubWorkflow",
    "BpmnTaskSpec",
    "BpmnWorkflow",
    "ProcessParser",
    "SimpleBpmnTask",
    "SpiffBpmnParser",
    "SpiffBpmnTask",
    "SpiffTaskParser",
    "SpiffWorkflowException",
    "Task",
    "TaskState",
    "ValidationException",
    "full_tag",
]
