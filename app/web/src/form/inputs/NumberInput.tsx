import { InputNumber } from 'antd';
import { spoken, type InputProps } from './kinds';

/** Counts, months, percentages: small whole numbers (or plain numbers where the form allows them). */
export function NumberInput(p: InputProps<number> & { whole: boolean }) {
  return (
    <InputNumber<number>
      id={p.id}
      className="number"
      value={p.value ?? null}
      readOnly={!!p.readonly}
      controls={!p.readonly && !p.bare}
      status={p.invalid ? 'error' : ''}
      {...(p.whole ? { precision: 0 } : {})}
      suffix={p.id.endsWith('_percent') ? '%' : undefined}
      {...spoken(p)}
      onChange={(value) => p.onChange(value ?? undefined)}
      onBlur={p.onDone}
    />
  );
}
