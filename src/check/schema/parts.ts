import type { Schema } from './validator.ts';

// Short forms for schemas that are written in TypeScript. Each gives plain JSON Schema.

/** Schemas by the name of their field. */
export type Fields = Readonly<Record<string, Schema>>;

/** True or false. */
export const flag: Schema = { type: 'boolean' };

/** No other fields than those that are named. */
export const closed: Schema = { additionalProperties: false };

/** A string, with an example of what to type. */
export function text(example: string, more: Schema = {}): Schema {
  return { type: 'string', examples: [example], ...more };
}

/** A list of items of one form. */
export function list(items: Schema, more: Schema = {}): Schema {
  return { type: 'array', items, ...more };
}

/** An object of values of one form. */
export function map(values: Schema, more: Schema = {}): Schema {
  return { type: 'object', additionalProperties: values, ...more };
}

/** An object with fields that it must and fields that it may have. */
export function object(required: Fields, optional: Fields = {}, more: Schema = {}): Schema {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional, ...required },
    ...more,
  };
}

/** An object that is of one of several kinds, which one of its fields names. */
export function oneOfKinds(field: string, kinds: Fields): Schema {
  return {
    type: 'object',
    required: [field],
    properties: { [field]: { enum: Object.keys(kinds) } },
    discriminator: { propertyName: field },
    oneOf: Object.entries(kinds).map(([kind, schema]) => ({
      ...schema,
      properties: { ...(schema.properties as Fields), [field]: { const: kind } },
    })),
  };
}
