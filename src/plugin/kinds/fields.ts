/** A field of a component or capability: its JSON Schema, and the TypeScript type of its value. */
export type Field<Value = unknown, Optional extends boolean = boolean> = {
  schema: Readonly<Record<string, unknown>>;
  optional: Optional;
  /** Never set: carries the type of the value. */
  value?: Value;
};
export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F> = F extends Field<infer Value> ? Value : never;

/** The object that fields describe. */
export type ValuesOf<F extends Fields> = {
  -readonly [Key in keyof F as F[Key]['optional'] extends true ? never : Key]: ValueOf<F[Key]>;
} & { -readonly [Key in keyof F as F[Key]['optional'] extends true ? Key : never]?: ValueOf<F[Key]> };

const field = <Value>(schema: Field['schema']): Field<Value, false> => ({ schema, optional: false });

/** A field of text. */
export const text = (description: string) => field<string>({ description, type: 'string' });

/** A field that lists texts. */
export const texts = (description: string) =>
  field<string[]>({ description, type: 'array', items: { type: 'string' } });

/** A field that is true or false. */
export const flag = (description: string) => field<boolean>({ description, type: 'boolean' });

/** A field that is a number. */
export const number = (description: string) => field<number>({ description, type: 'number' });

/** A field with one of a few values. */
export const oneOf = <const Value extends string>(description: string, values: readonly Value[]) =>
  field<Value>({ description, enum: values });

/** A field that lists some of a few values. */
export const someOf = <const Value extends string>(description: string, values: readonly Value[]) =>
  field<Value[]>({ description, type: 'array', uniqueItems: true, items: { enum: values } });

/** The field, which may be absent. */
export const optional = <Value>({ schema }: Field<Value, false>): Field<Value, true> => ({
  schema,
  optional: true,
});
