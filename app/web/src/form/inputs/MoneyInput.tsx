import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canonical, grouped, unitOf } from '../../shared/money';
import { useLateChange } from '../useLateChange';
import { spoken, type InputProps } from './kinds';

/** An exact decimal as text: with thousands separators while nobody types, plain while somebody does. */
export function MoneyInput(p: InputProps<string>) {
  const { t } = useTranslation();
  const [typing, setTyping] = useState(false);
  const [text, setText] = useState(p.value ?? '');
  const [, handOn, flush] = useLateChange<string | undefined>(p.value, p.onChange);
  useEffect(() => {
    if (!typing) setText(p.value ?? '');
  }, [p.value, typing]);
  const unit = unitOf(p.id);
  const leave = (): void => {
    flush();
    setTyping(false);
    p.onDone();
  };
  return (
    <Input
      id={p.id}
      className="money"
      inputMode="decimal"
      autoComplete="off"
      readOnly={!!p.readonly}
      status={p.invalid ? 'error' : ''}
      suffix={unit && !p.bare ? t(`unit.${unit}`) : undefined}
      {...spoken(p)}
      value={typing ? text : grouped(p.value ?? '')}
      onFocus={() => {
        if (!p.readonly) {
          setText(p.value ?? '');
          setTyping(true);
        }
      }}
      onChange={(e) => {
        setText(e.target.value);
        handOn(canonical(e.target.value));
      }}
      onPressEnter={flush}
      onBlur={leave}
    />
  );
}
