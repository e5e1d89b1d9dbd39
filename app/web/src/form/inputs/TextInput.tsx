import { Input } from 'antd';
import { useLateChange } from '../useLateChange';
import { spoken, type InputProps } from './kinds';

/** Line breaks do not count where the form says so (`x-maxChars`); characters are code points, as on the server. */
const counted = (text: string, breaks: boolean): number => [...(breaks ? text : text.replace(/[\r\n]/g, ''))].length;

export function TextInput(p: InputProps<string> & { rows?: number }) {
  const [text, change, flush] = useLateChange(p.value ?? '', (next: string) => p.onChange(next === '' ? undefined : next));
  const chars = (p.schema as Record<string, unknown>)['x-maxChars'] as number | undefined;
  const max = chars ?? p.schema.maxLength;
  const common = {
    id: p.id,
    value: text,
    readOnly: !!p.readonly,
    status: p.invalid ? ('error' as const) : ('' as const),
    autoComplete: 'off',
    ...spoken(p),
    onBlur: () => {
      flush();
      p.onDone();
    },
  };
  if (!p.rows)
    return (
      <Input
        {...common}
        onChange={(e) => change(e.target.value)}
        onPressEnter={flush}
        inputMode={p.schema.pattern && /phone/.test(p.id) ? 'tel' : undefined}
      />
    );
  return (
    <Input.TextArea
      {...common}
      rows={p.rows}
      className="grows"
      onChange={(e) => change(e.target.value)}
      {...(max && !p.bare ? { count: { show: !p.readonly, max, strategy: (typed: string) => counted(typed, chars === undefined) } } : {})}
    />
  );
}
