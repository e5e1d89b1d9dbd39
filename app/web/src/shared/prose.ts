const CODES = /^(?:(?:R\d+[a-z]?(?:[–-]R\d+[a-z]?)?|\[A\])[\s、，,]*)+[：:]?\s*/;

/** What a diagram says of an element, without the numbers under which this program keeps the sentences of the notice: nobody else knows them. */
export const proseOf = (documentation: string): string => documentation.replace(CODES, '').trim();
