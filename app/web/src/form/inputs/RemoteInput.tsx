import type { RJSFSchema } from '@rjsf/utils';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useComposing } from '../../shared/composing';
import { useChoices, useNames, type Choice } from './choices';
import { DrawLots } from './DrawLots';
import { sourceOf, spoken, type InputProps } from './kinds';

type Key = string | number;

/** An office, a person, a project, a supplier (or several): searched on the server, stored as code, user name or id. */
export function RemoteInput(p: InputProps<Key | Key[]>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const [opened, setOpened] = useState(false);
  const composing = useComposing();
  useEffect(() => {
    if (composing) return;
    const timer = window.setTimeout(() => setQ(typed.trim()), 250);
    return () => window.clearTimeout(timer);
  }, [typed, composing]);
  const several = p.schema.type === 'array' || p.options['multiple'] === true;
  const { source, filter } = sourceOf(p.schema, p.options);
  const numbers = (p.schema.type === 'array' ? (p.schema.items as RJSFSchema | undefined)?.type : p.schema.type) === 'integer';
  const chosen = (p.value === undefined ? [] : Array.isArray(p.value) ? p.value : [p.value]).map(String);
  const meant = (key: string): Key => (numbers ? Number(key) : key);
  const found = useChoices(source, filter, q, opened && !p.readonly);
  const names = useNames(source, chosen);
  const known: Choice[] = chosen.map((value) => names.data?.[value] ?? { value, label: value });
  const options = [...known, ...(found.data ?? []).filter((c) => !chosen.includes(c.value))];
  // The server has searched already; what is chosen is only in the way while somebody looks for another one.
  const wanted = (q: string, option?: { value?: unknown; label?: unknown }): boolean =>
    !option || !chosen.includes(String(option.value)) || `${option.label} ${option.value}`.includes(q);
  const { 'x-draw-count': lots, 'x-draw-specialties': specialties } = p.schema as { 'x-draw-count'?: number; 'x-draw-specialties'?: string[] };
  const choice = (
    <Select<string | string[]>
      id={p.id}
      className="select"
      {...(several ? { mode: 'multiple' as const } : {})}
      showSearch={{ filterOption: wanted, onSearch: setTyped }}
      allowClear={!several}
      value={several ? chosen : chosen[0]}
      options={options}
      optionLabelProp="label"
      disabled={!!p.readonly}
      status={p.invalid ? 'error' : ''}
      loading={found.isFetching}
      {...spoken(p)}
      placeholder={p.readonly ? undefined : t('form.search')}
      notFoundContent={found.isError ? t('form.searchFailed') : found.isFetching ? t('loading') : t('form.noneFound')}
      optionRender={(o) => (
        <span className="choice">
          <span>{o.data.label}</span>
          {o.data.more && <span className="choice-more">{o.data.more}</span>}
        </span>
      )}
      onOpenChange={(open) => {
        if (open) setOpened(true);
      }}
      onBlur={p.onDone}
      onChange={(next) => {
        setTyped('');
        p.onChange(next === undefined || next.length === 0 ? undefined : Array.isArray(next) ? next.map(meant) : meant(next));
        p.onDone();
      }}
    />
  );
  if (lots === undefined || p.readonly) return choice;
  return (
    <>
      {choice}
      <DrawLots
        count={lots}
        specialties={specialties ?? []}
        onDrawn={(people) => {
          p.onChange(people);
          p.onDone();
        }}
      />
    </>
  );
}
