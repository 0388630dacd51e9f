import { asRecord } from '../values.ts';

/** A server as configured, with the place of its entry. */
export type ConfiguredServer = {
  name: string;
  config: Record<string, unknown>;
  path: (string | number)[];
  file: string;
};

/** The servers that an object holds by their names; `path` leads to the object. */
export function serversIn(servers: unknown, file: string, path: (string | number)[]): ConfiguredServer[] {
  return Object.entries(asRecord(servers)).map(([name, config]) => ({
    name,
    config: asRecord(config),
    path: [...path, name],
    file,
  }));
}
