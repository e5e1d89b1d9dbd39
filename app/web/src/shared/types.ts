import type { RJSFSchema, UiSchema } from '@rjsf/utils';

/** The JSON of the API, as far as this application reads it. Times are RFC 3339 texts; money is decimal text. */
export interface Page<T> {
  items: T[];
  total: number;
  next: string | null;
}

export interface Meta {
  name: string;
  training: boolean;
  now: string;
  rule_version?: string;
  release: number | null;
  languages: string[];
  demo: boolean;
}

export interface Person {
  username: string;
  name: string;
  roles: string[];
  offices: string[];
  memberships: { role: string; office: string; office_name: string }[];
  counts: { mine: number; claimable: number; overdue: number; notices: number };
  language: 'zh' | 'en';
  csrf_token?: string;
}

export interface ProcessItem {
  key: string;
  name: string;
  documentation: string;
  start_form: string | null;
  release: number;
}

export interface ProjectRef {
  id: string;
  code: string | null;
  name: string;
  dept?: string;
  dept_name?: string;
}

export interface Task {
  id: string;
  element: string;
  name: string;
  process: string;
  process_name: string;
  instance: string;
  project: ProjectRef | null;
  status: 'open' | 'done' | 'cancelled';
  roles: string[];
  offices: string[];
  assignee: string | null;
  assignee_name: string | null;
  candidates: { role: string; office: string | null; label: string }[];
  item: unknown;
  due_at: string | null;
  due_because?: { text: string; text_en: string; clause: string | null } | null;
  working_days_left?: number | null;
  round?: number | null;
  round_limit?: number | null;
  overdue: boolean;
  created_at: string;
  opened_at: string | null;
  done_at: string | null;
  form: string | null;
  priority: number;
  suspended?: boolean;
  may: { claim: boolean; release: boolean; complete: boolean; reassign: boolean; drop: boolean; record?: boolean };
}

export type Data = Record<string, unknown>;
export interface FormFile {
  name: string;
  schema: RJSFSchema;
  ui: UiSchema;
  data: Data;
  draft?: Data | null;
  draft_saved_at?: string | null;
}

export interface TaskPage {
  task: Task;
  form: FormFile | null;
  context: {
    instance: string | { id: string };
    project: (ProjectRef & Data) | null;
    process: string;
    instructions: string;
    documentation: string;
    clauses: string[];
    decisions: string[] | null;
    history: CaseEvent[];
  };
}

export interface FieldFault {
  pointer: string;
  message: string;
}
export interface Preview {
  computed: Data;
  errors: FieldFault[];
  findings?: { message: string; pointer?: string }[];
}
export interface StartForm {
  process: string;
  name: string;
  documentation?: string;
  form: FormFile | null;
}

export interface Waiting {
  kind: 'task' | 'timer' | 'message' | 'job' | 'incident';
  element: string;
  name: string;
  text: string;
  due_at?: string | null;
  since: string | null;
  who: string[];
}
export interface Incident {
  id: string;
  element: string | null;
  element_name?: string | null;
  message: string;
  created_at: string;
  retry: boolean;
}
export type CaseStatus = 'running' | 'suspended' | 'incident' | 'ended' | 'cancelled';
export interface Case {
  id: string;
  process: string;
  process_name: string;
  title?: string | null;
  business_key: string | null;
  project: ProjectRef | null;
  status: CaseStatus;
  outcome: string | null;
  release: number;
  started_by: string | null;
  started_by_name?: string | null;
  started_at: string;
  ended_at: string | null;
  open_tasks?: Task[];
  waiting_for?: (Waiting | string)[];
  incidents?: Incident[];
  acts?: OperatorAct[];
  stands?: string;
}
export interface OperatorAct {
  seq: number;
  kind: string;
  at: string;
  actor: string;
  actor_name: string;
  reason: string;
  element: string | null;
  element_name: string | null;
  to: string | null;
  to_name: string | null;
}
export interface Movable {
  address: string;
  element: string;
  name: string;
  process_name: string;
  targets: { element: string; name: string }[];
}
export interface ElementState {
  element: string;
  address?: string;
  done: number;
  open: number;
  failed: number;
  skipped: number;
  cancelled: number;
}
export interface Diagram {
  process: string;
  name: string;
  xml: string;
  elements: ElementState[];
  calls: { element: string; process: string; address: string }[];
  /** The case's own process, and what one opens from it down to this one. */
  top: { process: string; name: string };
  path: { element: string; name: string; kind: 'plane' | 'call' }[];
  /** From the top down to where the case stands now; empty when it is over. */
  here: string[];
  inside: { element: string; open: number; failed: number }[];
}
export interface CaseEvent {
  seq: number;
  kind: string;
  at: string;
  actor: string | null;
  actor_name: string | null;
  acting_for: string | null;
  acting_for_name?: string | null;
  whom_name?: string | null;
  element: string | null;
  element_name: string | null;
  address: string | null;
  payload: unknown;
  to_name?: string | null;
  hash?: string;
}
export interface Verification {
  chain: 'ok' | 'broken';
  replay: 'equal' | 'different';
  events: number;
  first_difference: unknown;
}
export interface Notice {
  id: string;
  text: string;
  instance: string | null;
  created_at: string;
  read_at: string | null;
}
export interface StoredFile {
  id: string;
  name: string;
  size: number;
  type: string;
}
export interface Fired {
  at: string;
  instance: string;
  process: string;
  element: string;
  kind: string;
}
export interface TrainingClock {
  now: string;
  fired?: Fired[];
}
