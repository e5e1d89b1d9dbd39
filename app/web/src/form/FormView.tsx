import './form.css';
import withTheme from '@rjsf/core/lib/withTheme.js'; // the package's index also loads a test registry that needs ajv
import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { useMemo } from 'react';
import type { Data, FieldFault } from '../shared/types';
import { FilesField, LeafField, RemoteField } from './LeafField';
import { ListField } from './ListField';
import { asErrorSchema } from './pointers';
import { FieldBlock, Fields } from './templates';
import { validator } from './validator';

const Form = withTheme({
  fields: {
    StringField: LeafField,
    NumberField: LeafField,
    BooleanField: LeafField,
    ArrayField: ListField,
    remote: RemoteField,
    files: FilesField,
    table: ListField,
  },
  templates: { FieldTemplate: FieldBlock, ObjectFieldTemplate: Fields },
});

/** RJSF would answer «no» to every required yes/no and tick every promise: here nothing is answered before somebody does. */
const UNANSWERED = { emptyObjectFields: 'skipDefaults', arrayMinItems: { populate: 'never' }, constAsDefaults: 'never' } as const;

interface FormViewProps {
  schema: RJSFSchema;
  ui: UiSchema;
  decision: string | undefined;
  data: Data;
  faults: readonly FieldFault[];
  readonly?: boolean;
  onChange?: (data: Data) => void;
  onDone?: (id: string) => void;
}

/**
 * Draws a form file. It judges nothing: faults come in from outside, in one list for browser and server alike.
 * No form element: Enter in a field of a long form sends nothing by accident.
 */
export function FormView({ schema, ui, decision, data, faults, readonly, onChange, onDone }: FormViewProps) {
  const errors = useMemo(() => asErrorSchema(faults), [faults]);
  const uiSchema = useMemo<UiSchema>(
    () => (decision ? { ...ui, [decision]: { ...(ui[decision] as UiSchema | undefined), 'ui:widget': 'decision' } } : ui),
    [ui, decision],
  );
  return (
    <Form
      tagName="div"
      className="form-view"
      schema={schema}
      uiSchema={uiSchema}
      validator={validator}
      formData={data}
      extraErrors={errors}
      noValidate
      noHtml5Validate
      showErrorList={false}
      readonly={!!readonly}
      idPrefix="root"
      onChange={(event) => onChange?.((event.formData ?? {}) as Data)}
      onBlur={(id) => onDone?.(id)}
      experimental_defaultFormStateBehavior={UNANSWERED}
    >
      <></>
    </Form>
  );
}
