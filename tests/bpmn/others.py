"""Flows, data, pools and lanes, notes."""

from __future__ import annotations

from tests.bpmn.events import chosen
from tests.bpmn.row import Row, asked, begin, finish, flow, line, node, row, way
from tests.rules.drawing import properties

POOL = (
    '<bpmn:collaboration id="c"><bpmn:participant id="ours" name="本单位" processRef="p"/><bpmn:participant id="theirs" name="供应商"/>{}</bpmn:collaboration>'
)
SENT = POOL.format('<bpmn:messageFlow id="mf" sourceRef="p_T1" targetRef="theirs"/>')
LANES = (
    f'<bpmn:laneSet id="ls"><bpmn:lane id="l" name="科室">{properties(roles="dept_leader")}<bpmn:flowNodeRef>x</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
)
ASKED = line(asked())
DATA = '<bpmn:dataObject id="do" name="材料"/><bpmn:dataObjectReference id="dor" name="材料" dataObjectRef="do"/>'
INPUT = '<bpmn:dataInputAssociation id="dia"><bpmn:sourceRef>dor</bpmn:sourceRef><bpmn:targetRef>tp</bpmn:targetRef></bpmn:dataInputAssociation>'
OUTPUT = '<bpmn:dataOutputAssociation id="doa"><bpmn:targetRef>dor</bpmn:targetRef></bpmn:dataOutputAssociation>'
PROPERTY = '<bpmn:property id="tp" name="tp"/>'
IO = "<bpmn:ioSpecification><bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification>"
NOTE = '<bpmn:textAnnotation id="ta"><bpmn:text>说明</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" sourceRef="x" targetRef="ta"/>'
CONDITION = begin() + asked("p_T1") + finish("yes") + way("begin", "p_T1") + flow("p_T1", "yes", "p_T1.decision == '同意'", "x")

ROWS = {
    "sequenceFlow": Row(ASKED, ("do x.1",), "x finish"),
    "sequenceFlow conditionExpression": Row(chosen("exclusive"), ("do p_T1.1",), "p_T1 x yes", CONDITION),
    "sequenceFlow default": Row(chosen("exclusive"), ("do p_T1.1 no",), "p_T1 x no"),
    "sequenceFlow isImmediate": Row(ASKED.replace('sourceRef="x"', 'isImmediate="false" sourceRef="x"'), ("do x.1",), "x finish"),
    "dataObject": Row(ASKED + DATA, ("do x.1",), "x finish"),
    "dataObjectReference": Row(ASKED + DATA, ("do x.1",), "x finish"),
    "dataStoreReference": Row(ASKED.replace('id="x" name="x"', 'id="y" name="y"').replace('"x"', '"y"') + node("dataStoreReference")),
    "ioSpecification": Row(ASKED.replace(finish(), finish(inside=properties(outcome="通过"))), ("do x.1",), "x finish", line(asked(inside=IO)), process=IO),
    "dataInputAssociation": Row(line(asked(inside=PROPERTY + INPUT)) + DATA),
    "dataOutputAssociation": Row(line(asked(inside=OUTPUT)) + DATA),
    "property": row(asked(inside=PROPERTY), "do x.1"),
    "participant": Row(ASKED, ("do x.1",), "x finish", roots=POOL.format("")),
    "messageFlow": Row(ASKED.replace('"x"', '"p_T1"'), ("do p_T1.1",), "p_T1 finish", roots=SENT),
    "lane": Row(line(node("userTask", properties(formJsonSchemaFilename="F15.json"))), ("do x.1",), "x finish", process=LANES),
    "textAnnotation": Row(ASKED + NOTE, ("do x.1",), "x finish"),
    "association": Row(ASKED + NOTE, ("do x.1",), "x finish"),
    "group": Row(ASKED + '<bpmn:group id="gr"/>', ("do x.1",), "x finish"),
    "performer": row(
        asked(inside="<bpmn:potentialOwner><bpmn:resourceRef>r</bpmn:resourceRef></bpmn:potentialOwner>"), "do x.1", roots='<bpmn:resource id="r" name="r"/>'
    ),
}
