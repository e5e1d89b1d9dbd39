import { audit } from './en/audit';
import { cases } from './en/cases';
import { diagram } from './en/diagram';
import { events } from './en/events';
import { forms } from './en/forms';
import { frame } from './en/frame';
import { notice } from './en/notice';
import { people } from './en/people';
import { places } from './en/places';
import { replay } from './en/replay';
import { tasks } from './en/tasks';
import { trouble } from './en/trouble';
import type { Word } from './zh';

/** Every word of the interface, English. */
export const en: Record<Word, string> = { ...audit, ...cases, ...diagram, ...events, ...forms, ...frame, ...notice, ...people, ...places, ...replay, ...tasks, ...trouble };
