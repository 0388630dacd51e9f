import type { Found } from './interpret-found.ts';
import { placesOf } from './interpret-places.ts';

/** Words behind which the value of a variable is about a secret and is none: `TOKEN_LIMIT`. */
const about = new Set(
  (
    'LIMIT LIMITS COUNT COUNTS MAX MIN SIZE LENGTH TYPE TYPES NAME NAMES FILE FILES PATH DIR TTL EXPIRY EXPIRES EXPIRATION URL URI ENDPOINT BUDGET USAGE USED ' +
    'ESTIMATE ESTIMATES RATIO THRESHOLD REGEX PATTERN PATTERNS HEADER COLOR PREFIX SUFFIX RE RES LEN REQUIRED ENABLED DISABLED MISSING STATUS VALID VERSION ' +
    'WINDOW COST COSTS RATE PRICE MODEL SOURCE FORMAT FIELD FIELDS LABEL TEXT MSG MESSAGE ERROR WARN WARNING MODE AGE INDEX LIST SCAN SCANNER CHECK'
  ).split(' '),
);

const secretWords = new Set(
  'TOKEN SECRET SECRETS PASSWORD PASSWD PASSPHRASE PASSCODE APIKEY CREDENTIAL CREDENTIALS CREDS PAT APITOKEN AUTHTOKEN'.split(
    ' ',
  ),
);

/** Words before `KEY` that make it a name of something else. */
const otherKeys = new Set(
  'CACHE PRIMARY SORT FOREIGN PUBLIC PARTITION HOT SHORTCUT MAP LOOKUP INDEX STATE ISSUE PROJECT DEDUP GROUP LOCK SESSION ARROW ENTER ESCAPE CTRL ALT CMD META ROW CONFIG JSON OBJECT ROOT STORAGE'.split(
    ' ',
  ),
);

/** Words before the name of a secret that make it a switch: `SHOW_SECRETS`. */
const switches = new Set(
  'SHOW HIDE PRINT LOG REDACT MASK KEEP INCLUDE EXCLUDE ALLOW ENABLE DISABLE NO SKIP IGNORE CHECK DETECT FIND BLOCK'.split(
    ' ',
  ),
);

/** Whether an environment variable is named like a secret. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  if (
    /^(?:DATABASE|MONGO|MONGODB|POSTGRES|REDIS|MYSQL|AMQP)_(?:URL|URI)$|(?:^|_)WEBHOOK(?:_URL)?$|CONNECTION_STRING$/.test(
      words.join('_'),
    )
  )
    return true;
  if (words.length > 1 && (about.has(last) || switches.has(words.at(-2) ?? ''))) return false;
  if (last === 'KEY') return words.length > 1 && !otherKeys.has(words.at(-2) ?? '');
  if (/^(?:ACCESS|SECRET)_KEY_ID$/.test(words.slice(-3).join('_'))) return true;
  return words.some(
    (word, index) =>
      secretWords.has(word) &&
      (index === words.length - 1 ||
        /^\d+$|^(?:BASE64|B64|PROD|DEV|STAGING|TEST|LIVE|RO|RW|OLD|NEW|DEFAULT)$/.test(last)),
  );
}

/** Files, variables and keychains that hold secrets and are read. */
export function findSecrets(found: Found): void {
  for (const step of found.steps) {
    const { line } = step;
    if (step.step === 'keychain') found.acts.push({ kind: 'reads-secret', store: 'keychain', line });
    else if (step.step === 'variable' && step.name === '*')
      found.acts.push({ kind: 'reads-secret', store: 'environment', line });
    else if (step.step === 'variable' && isSecretName(step.name))
      found.acts.push({ kind: 'reads-secret', store: 'variable', variable: step.name, line });
    else if (step.step === 'reads' || step.step === 'loads') {
      const path = step.path;
      if (path === undefined) continue;
      for (const { written, secret } of placesOf(path))
        if (secret) found.acts.push({ kind: 'reads-secret', store: 'file', path: written, line });
    }
  }
}
