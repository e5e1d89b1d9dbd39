import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { inZone, ZONE } from '../../shared/time';
import { spoken, type InputProps } from './kinds';

const SHOWN = { date: 'YYYY-MM-DD', month: 'YYYY-MM', moment: 'YYYY-MM-DD HH:mm' } as const;

/** The wall clock of the institution's zone, whatever the machine's zone is. */
const wall = (at: string): string => new Date(at).toLocaleString('sv-SE', { timeZone: ZONE });

/** A day, a month or a moment. What stands in the data is text; what cannot be read as a date is shown as nothing and its fault beside it. */
export function DateInput(p: InputProps<string> & { kind: keyof typeof SHOWN }) {
  const read = p.value ? dayjs(p.kind === 'moment' ? wall(p.value) : p.kind === 'month' ? `${p.value}-01` : p.value) : null;
  return (
    <DatePicker
      id={p.id}
      className="date"
      picker={p.kind === 'month' ? 'month' : 'date'}
      showTime={p.kind === 'moment' ? { format: 'HH:mm' } : false}
      format={SHOWN[p.kind]}
      placeholder={SHOWN[p.kind]}
      value={read?.isValid() ? read : null}
      disabled={!!p.readonly}
      status={p.invalid ? 'error' : ''}
      {...spoken(p)}
      onBlur={p.onDone}
      onChange={(next) => {
        p.onChange(next ? (p.kind === 'moment' ? inZone(next.format('YYYY-MM-DDTHH:mm:00')) : next.format(SHOWN[p.kind])) : undefined);
        p.onDone();
      }}
    />
  );
}
