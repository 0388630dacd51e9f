/** One thing that a compiled schema found. https://ajv.js.org/api.html#error-objects */
export type SchemaError = {
  keyword: string;
  /** JSON pointer to the value. */
  instancePath: string;
  /** JSON pointer to the keyword in the schema. */
  schemaPath: string;
  params: Readonly<Record<string, unknown>>;
  /** Only where a key, and not a value, is wrong. */
  propertyName?: string;
};

/** Whether a value is a marketplace configuration; `errors` holds every reason why the last one was not. */
export const validate: ((value: unknown) => boolean) & { errors?: SchemaError[] | null };
