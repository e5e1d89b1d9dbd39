import { optionsList, type RJSFSchema } from '@rjsf/utils';
import { Checkbox, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { spoken, type InputProps } from './kinds';

const choices = (schema: RJSFSchema): { value: string; label: string }[] =>
  (optionsList(schema) ?? []).map((o) => ({ value: o.value as string, label: String(o.label) }));

/** One of a list: buttons for a few short words, a list to open for more. */
export function ChoiceInput(p: InputProps<string>) {
  const list = choices(p.schema);
  const pick = (value: string | undefined): void => {
    p.onChange(value);
    p.onDone();
  };
  const few = !p.bare && list.length <= 4 && list.every((c) => c.label.length <= 8);
  if (!few) {
    return (
      <Select
        id={p.id}
        className="select"
        options={list}
        value={p.value}
        allowClear={!p.required}
        disabled={!!p.readonly}
        status={p.invalid ? 'error' : ''}
        {...spoken(p)}
        onChange={pick}
        onBlur={p.onDone}
      />
    );
  }
  return (
    <Radio.Group
      id={p.id}
      name={p.id}
      value={p.value ?? null}
      disabled={!!p.readonly}
      options={list}
      aria-labelledby={`${p.id}__label`}
      aria-describedby={p.describedBy}
      role="radiogroup"
      onChange={(e) => pick(e.target.value as string)}
    />
  );
}

/** Several of a list. */
export function ChoicesInput(p: InputProps<string[]>) {
  const list = choices(p.schema.items as RJSFSchema);
  const pick = (value: string[]): void => {
    p.onChange(value.length ? value : undefined);
    p.onDone();
  };
  if (p.bare)
    return (
      <Select
        id={p.id}
        mode="multiple"
        className="select"
        options={list}
        value={p.value ?? []}
        disabled={!!p.readonly}
        status={p.invalid ? 'error' : ''}
        {...spoken(p)}
        onChange={pick}
      />
    );
  return (
    <div id={p.id} role="group" tabIndex={-1} aria-labelledby={`${p.id}__label`} aria-describedby={p.describedBy}>
      <Checkbox.Group options={list} value={p.value ?? []} disabled={!!p.readonly} onChange={(next) => pick(next as string[])} />
    </div>
  );
}

/** Yes or no: unanswered is not no. */
export function YesNoInput(p: InputProps<boolean>) {
  const { t } = useTranslation();
  const pick = (value: boolean | undefined): void => {
    p.onChange(value);
    p.onDone();
  };
  const list = [
    { value: true, label: t('yes') },
    { value: false, label: t('no') },
  ];
  if (p.bare)
    return (
      <Select
        id={p.id}
        className="select"
        options={list}
        value={p.value}
        allowClear={!p.required}
        disabled={!!p.readonly}
        status={p.invalid ? 'error' : ''}
        {...spoken(p)}
        onChange={pick}
      />
    );
  return (
    <Radio.Group
      id={p.id}
      name={p.id}
      value={p.value ?? null}
      disabled={!!p.readonly}
      options={list}
      aria-labelledby={`${p.id}__label`}
      aria-describedby={p.describedBy}
      role="radiogroup"
      onChange={(e) => pick(e.target.value as boolean)}
    />
  );
}

/** A promise that must be ticked; its own title is its label. */
export function TickInput(p: InputProps<boolean>) {
  return (
    <Checkbox
      id={p.id}
      checked={p.value === true}
      disabled={!!p.readonly}
      {...spoken(p)}
      onChange={(e) => {
        p.onChange(e.target.checked || undefined);
        p.onDone();
      }}
    >
      {p.bare ? null : p.label}
    </Checkbox>
  );
}

/** The decision of a step: the choice that everything else on the page serves. */
export function DecisionInput(p: InputProps<string>) {
  return (
    <Radio.Group
      id={p.id}
      name={p.id}
      className="decision"
      optionType="button"
      buttonStyle="solid"
      size="large"
      value={p.value ?? null}
      disabled={!!p.readonly}
      options={choices(p.schema)}
      aria-labelledby={`${p.id}__label`}
      aria-describedby={p.describedBy}
      role="radiogroup"
      onChange={(e) => {
        p.onChange(e.target.value as string);
        p.onDone();
      }}
    />
  );
}
