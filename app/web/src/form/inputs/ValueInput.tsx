import type { ReactNode } from 'react';
import { ChoiceInput, ChoicesInput, DecisionInput, TickInput, YesNoInput } from './ChoiceInput';
import { DateInput } from './DateInput';
import { FilesInput } from './FilesInput';
import type { InputProps, Kind } from './kinds';
import { MoneyInput } from './MoneyInput';
import { NumberInput } from './NumberInput';
import { RemoteInput } from './RemoteInput';
import { TextInput } from './TextInput';

/** The form's schema has said what the value is: each input takes it as its own kind. */
type Draw = (p: InputProps<any>) => ReactNode;

const DRAW: Record<Exclude<Kind, 'table' | 'other'>, Draw> = {
  text: (p) => <TextInput {...p} />,
  long: (p) => <TextInput {...p} rows={p.bare ? 1 : 3} />,
  money: (p) => <MoneyInput {...p} />,
  whole: (p) => <NumberInput {...p} whole />,
  number: (p) => <NumberInput {...p} whole={false} />,
  yesno: (p) => <YesNoInput {...p} />,
  tick: (p) => <TickInput {...p} />,
  choice: (p) => <ChoiceInput {...p} />,
  choices: (p) => <ChoicesInput {...p} />,
  decision: (p) => <DecisionInput {...p} />,
  date: (p) => <DateInput {...p} kind="date" />,
  month: (p) => <DateInput {...p} kind="month" />,
  moment: (p) => <DateInput {...p} kind="moment" />,
  remote: (p) => <RemoteInput {...p} />,
  files: (p) => <FilesInput {...p} />,
};

/** The one input for a value: the same in a field of the form and in a cell of a table. */
export function ValueInput({ kind, ...p }: InputProps & { kind: Kind }) {
  const draw = kind === 'table' || kind === 'other' ? DRAW.text : DRAW[kind];
  return draw(p);
}
