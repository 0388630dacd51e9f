import type { SchemaError } from '../../plugin/schemas/validate-listing.js';

/** Whether a value is a marketplace configuration; `errors` holds every reason why the last one was not. */
export const validate: ((value: unknown) => boolean) & { errors?: SchemaError[] | null };
