import i18next from 'i18next';
import type { Person, Task, TaskPage } from './types';

/** The case of a task, however the server names it. */
export function caseOf(task: Task, context: TaskPage['context']): string {
  return task.instance || (typeof context.instance === 'object' ? context.instance.id : context.instance);
}

/** Who does a task: the person who has it, else the posts that may take it. */
export const whoDoes = (task: Task): string =>
  task.assignee ? (task.assignee_name ?? task.assignee) : task.candidates.map((c) => c.label).join(i18next.t('listComma'));

/** A word of the dictionary under `prefix`, or the value itself when the dictionary does not know it. */
export function wordFor(prefix: string, value: string): string {
  const key = `${prefix}.${value}`;
  return i18next.exists(key) ? i18next.t(key as never) : value;
}

/** Who looks and does nothing: nothing ever waits for such a person, and the desk is another one. */
export const onlyAudits = (person: Person): boolean => person.roles.length > 0 && person.roles.every((role) => role === 'auditor');
