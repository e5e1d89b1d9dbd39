import { audit } from './zh/audit';
import { cases } from './zh/cases';
import { diagram } from './zh/diagram';
import { events } from './zh/events';
import { forms } from './zh/forms';
import { frame } from './zh/frame';
import { notice } from './zh/notice';
import { people } from './zh/people';
import { places } from './zh/places';
import { replay } from './zh/replay';
import { tasks } from './zh/tasks';
import { trouble } from './zh/trouble';

/** Every word of the interface, Chinese, one file an idea; `en/` has the same files with the same keys: a missing one does not compile. */
export const zh = { ...audit, ...cases, ...diagram, ...events, ...forms, ...frame, ...notice, ...people, ...places, ...replay, ...tasks, ...trouble };

export type Word = keyof typeof zh;
