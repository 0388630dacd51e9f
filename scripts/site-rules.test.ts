import { expect, test } from 'vitest';
import { defaultPolicy } from '../src/check/config/policy.ts';
import { rules } from '../src/check/rules.ts';
import { siteRules } from './site-rules.ts';

const severities = (...policy: Parameters<typeof siteRules>) =>
  Object.fromEntries(
    siteRules(...policy).map(({ id, severity, ownSeverity }) => [id, [severity, ownSeverity]]),
  );

test('a page says which severity a rule has in this marketplace', () => {
  const chosen = {
    'license-missing': 'off',
    'readme-missing': 'info',
    'description-length': 'warning',
  } as const;
  expect(severities({ ...defaultPolicy, rules: chosen })).toMatchObject({
    'license-missing': ['off', 'error'],
    'readme-missing': ['info', 'error'],
    'description-length': ['warning', undefined],
    'json-invalid': ['error', undefined],
  });
});

test('without a configuration, every rule keeps its own severity', () => {
  expect(severities()).toEqual(
    Object.fromEntries(
      rules
        .filter(({ looksAt }) => looksAt === 'plugin')
        .map(({ id, severity }) => [id, [severity, undefined]]),
    ),
  );
});
