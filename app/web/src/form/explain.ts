import i18next from 'i18next';

const KEYWORDS: Record<string, string> = {
  'required-property-error': 'required',
  'missing-dependency-error': 'required',
  'min-length-error': 'minLength',
  'max-length-error': 'maxLength',
  'min-items-error': 'minItems',
  'max-items-error': 'maxItems',
  'unique-items-error': 'uniqueItems',
  'enum-error': 'enum',
  'const-error': 'const',
  'minimum-error': 'minimum',
  'maximum-error': 'maximum',
  'exclusive-minimum-error': 'exclusiveMinimum',
  'exclusive-maximum-error': 'exclusiveMaximum',
  'pattern-error': 'pattern',
  'type-error': 'type',
  'no-additional-properties-error': 'unknown',
  'contains-error': 'contains',
};

/** The keyword of JSON Schema behind an error code of the validator. */
export const keywordOf = (code: string): string => KEYWORDS[code] ?? (code.startsWith('format') ? 'format' : 'other');

/** The sentence for a broken keyword in the reader's language. */
export function explain(keyword: string, schema: Record<string, unknown>, value: unknown): string {
  const t = i18next.t.bind(i18next);
  const limit = schema[keyword] as number;
  switch (keyword) {
    case 'required':
      return t('fault.required');
    case 'minLength':
      return limit === 1 ? t('fault.required') : t('fault.minLength', { limit });
    case 'maxLength':
      return t('fault.maxLength', { limit, now: [...String(value ?? '')].length });
    case 'minItems':
      return limit === 1 ? t('fault.minOne') : t('fault.minItems', { limit });
    case 'maxItems':
      return t('fault.maxItems', { limit });
    case 'uniqueItems':
      return t('fault.uniqueItems');
    case 'enum':
      return t('fault.enum');
    case 'const':
      return schema['const'] === true ? t('fault.mustTick') : t('fault.const', { value: String(schema['const']) });
    case 'minimum':
      return t('fault.minimum', { limit });
    case 'maximum':
      return t('fault.maximum', { limit });
    case 'exclusiveMinimum':
      return t('fault.exclusiveMinimum', { limit });
    case 'exclusiveMaximum':
      return t('fault.exclusiveMaximum', { limit });
    case 'pattern':
      return typeof schema['x-pattern-message'] === 'string' && i18next.language !== 'en' ? schema['x-pattern-message'] : t('fault.format');
    case 'format':
      return schema['format'] === 'date' ? t('fault.date') : t('fault.format');
    case 'type':
      return t('fault.type');
    case 'unknown':
      return t('fault.unknown');
    default:
      return t('fault.other');
  }
}
