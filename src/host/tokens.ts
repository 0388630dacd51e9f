import { hash, timingSafeEqual } from 'node:crypto';
import { asText, isObject, jsonValue, own } from '../plugin/values.ts';

/** Who may call, known by the hash of a secret. */
export type Token = {
  name: string;
  /** SHA-256 of the secret. */
  sha256: Buffer;
  /** What its calls are counted under. */
  team?: string;
  /** The plugins that it may use; all where it names none. */
  plugins?: string[];
};

/**
 * The tokens of the operator's file: `{ "<name>": { "sha256": "…", "team": "…", "plugins": ["…"] } }`.
 * @throws an error that names what is wrong
 */
export function readTokens(text: string): Token[] {
  const file = jsonValue(text);
  if (!isObject(file) || Object.keys(file).length === 0)
    throw new Error('Expected the file of tokens to be a JSON object with one field for each token.');
  return Object.entries(file).map(([name, value]): Token => {
    const sha256 = isObject(value) ? asText(own(value, 'sha256')) : undefined;
    if (!isObject(value) || !/^[\w.-]{1,64}$/.test(name) || !/^[0-9a-f]{64}$/.test(sha256 ?? ''))
      throw new Error(
        `Expected the token ${JSON.stringify(name.slice(0, 80))} to have a name of letters, digits, "_", "." and "-", and "sha256" in lower-case hex: make one with "npm run serve -- --new-token <name>".`,
      );
    const team = asText(own(value, 'team'));
    const plugins = own(value, 'plugins');
    if (plugins !== undefined && !(Array.isArray(plugins) && plugins.every((one) => typeof one === 'string')))
      throw new Error(`Expected "plugins" of the token "${name}" to be a list of names.`);
    return {
      name,
      sha256: Buffer.from(sha256 ?? '', 'hex'),
      ...(team === undefined ? {} : { team }),
      ...(plugins === undefined ? {} : { plugins }),
    };
  });
}

/** The token of a secret. Takes as long whichever it is. */
export function tokenOf(tokens: readonly Token[], secret: string): Token | undefined {
  const given = hashOf(secret);
  let found: Token | undefined;
  for (const token of tokens) if (timingSafeEqual(token.sha256, given)) found = token;
  return found;
}

/** What the file of tokens holds of a secret. */
export function hashOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

/** The secret in a header: `Bearer <secret>`, or the password of `Basic`, which a browser asks for. */
export function secretIn(authorization: string | undefined): string | undefined {
  const [, scheme = '', value = ''] =
    /^(Bearer|Basic) +([\w.~+/=-]{1,1000})$/i.exec(authorization ?? '') ?? [];
  if (value === '') return undefined;
  if (scheme.toLowerCase() === 'bearer') return value;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}
