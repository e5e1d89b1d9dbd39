import type { Registry, RJSFSchema } from '@rjsf/utils';

/** A list's schema with the `$ref` of its items followed, so that it can be asked what its items are. */
export function resolvedItems(schema: RJSFSchema, registry: Registry): RJSFSchema {
  const items = schema.items as RJSFSchema | undefined;
  return items?.$ref ? { ...schema, items: registry.schemaUtils.retrieveSchema(items) } : schema;
}
