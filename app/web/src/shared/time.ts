import { language } from './i18n';

/** All offices work in one time zone; what the browser's machine thinks does not matter. */
export const ZONE = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function fields(at: string | Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(at)).map((p) => [p.type, p.value]));
}

/** `2025-07-31 23:59`; '' for nothing. */
export function dateTime(at: string | null | undefined, seconds = false): string {
  if (!at) return '';
  const f = fields(at);
  return `${f.year}-${f.month}-${f.day} ${f.hour}:${f.minute}${seconds ? `:${f.second}` : ''}`;
}

export const clockTime = (at: string | Date): string => {
  const f = fields(at);
  return `${f.hour}:${f.minute}`;
};

/** A due moment at 00:00 means the end of the day before: people read it as that day, 24:00. */
export function due(at: string | null | undefined): string {
  if (!at) return '';
  const f = fields(at);
  if (f.hour !== '00' || f.minute !== '00' || f.second !== '00') return dateTime(at);
  return `${dateTime(new Date(new Date(at).getTime() - 1000).toISOString()).slice(0, 10)} 24:00`;
}

/** `2025年7月31日 星期四 23:59` for the banner. */
export function longDateTime(at: string): string {
  return new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: ZONE,
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(new Date(at));
}

/** Whole days from one moment to another, never negative. */
export const daysBetween = (from: string, to: string): number => Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000));

/** Local date and time of the zone → RFC 3339 with its offset: `2025-08-01T09:00:00+08:00`. */
export const inZone = (local: string): string => `${local}+08:00`;

/** The last day of a deadline as people of this language say it, with the year where it is another one than now; with the hour where it is not a day's end. */
export function lastDay(at: string): string {
  const [day = '', hour = ''] = due(at).split(' ');
  const year = day.slice(0, 4) === fields(new Date()).year ? undefined : 'numeric';
  const said = new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: 'UTC', year, month: language() === 'zh' ? 'long' : 'short', day: 'numeric' });
  return `${said.format(new Date(`${day}T00:00:00Z`))}${hour === '24:00' ? '' : ` ${hour}`}`;
}
