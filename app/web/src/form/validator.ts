import {
  createErrorHandler,
  toErrorSchema,
  unwrapErrorHandler,
  validationDataMerge,
  type CustomValidator,
  type ErrorTransformer,
  type RJSFSchema,
  type RJSFValidationError,
  type UiSchema,
  type ValidationData,
  type ValidatorType,
} from '@rjsf/utils';
import { compileSchema, draft2020, type JsonError, type SchemaNode } from 'json-schema-library';
import type { FieldFault } from '../shared/types';
import { explain, keywordOf } from './explain';
import { pointerTo, steps } from './pointers';

type Loose = Record<string, unknown>;

/**
 * JSON Schema 2020-12 by interpretation: nothing is compiled to code, so the policy `script-src 'self'` holds.
 * RJSF asks it which branch of an if/then is true; the form asks it for the faults of the whole data.
 */
class Interpreter implements ValidatorType {
  private readonly nodes = new WeakMap<object, SchemaNode>();
  private readonly byText = new Map<string, SchemaNode>();

  /** RJSF hands in pieces of the schema, often fresh copies: found again by identity, then by text. `$ref` in a piece needs the root's `$defs`. */
  private node(schema: RJSFSchema, root: RJSFSchema): SchemaNode {
    const known = this.nodes.get(schema);
    if (known) return known;
    const text = JSON.stringify(schema === root ? schema : { ...schema, $defs: root.$defs });
    let node = this.byText.get(text);
    if (!node) {
      node = compileSchema(JSON.parse(text) as Loose, { drafts: [draft2020] });
      this.byText.set(text, node);
    }
    this.nodes.set(schema, node);
    return node;
  }

  faults(schema: RJSFSchema, data: unknown): FieldFault[] {
    return this.node(schema, schema).validate(data).errors.map(asFault);
  }

  isValid(schema: RJSFSchema, data: unknown, root: RJSFSchema): boolean {
    return typeof schema === 'boolean' ? schema : this.node(schema, root).validate(data).valid;
  }

  rawValidation<Result>(schema: RJSFSchema, data?: unknown): { errors?: Result[]; validationError?: Error } {
    return { errors: this.node(schema, schema).validate(data).errors as Result[] };
  }

  validateFormData(
    data: unknown,
    schema: RJSFSchema,
    customValidate?: CustomValidator,
    transformErrors?: ErrorTransformer,
    uiSchema?: UiSchema,
  ): ValidationData<unknown> {
    const found = this.faults(schema, data).map<RJSFValidationError>((f) => ({
      property: steps(f.pointer)
        .map((s) => `.${s}`)
        .join(''),
      message: f.message,
      stack: f.message,
    }));
    const errors = transformErrors ? transformErrors(found, uiSchema) : found;
    const shown = { errors, errorSchema: toErrorSchema(errors) } as ValidationData<unknown>;
    if (!customValidate) return shown;
    return validationDataMerge(shown, unwrapErrorHandler(customValidate(data, createErrorHandler(data), uiSchema, shown.errorSchema)));
  }
}

function asFault(error: JsonError): FieldFault {
  const said = error.data as Loose & { pointer: string; schema: Loose };
  const path = steps(said.pointer.replace(/^#/, ''));
  const missing = (said['key'] ?? said['missingProperty']) as string | undefined;
  const keyword = keywordOf(String(error.code));
  const absent = keyword === 'required' && missing !== undefined;
  return { pointer: pointerTo(absent ? [...path, missing] : path), message: explain(keyword, said.schema, said['value']) };
}

export const validator = new Interpreter();
