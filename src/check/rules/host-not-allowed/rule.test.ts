import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('host-not-allowed', () => {
  const policy = { hosts: ['api.example.com', '*.acme.io'] };
  const calling = (host: string) => ({
    'scripts/a.sh': { text: `#!/bin/sh\ncurl https://${host}/x\n`, executable: true },
  });

  it.each(['api.example.com', 'API.Example.com', 'eu.acme.io', 'a.b.acme.io'])('takes %s', async (host) => {
    expect(await diagnose(rule, calling(host), { policy })).toEqual([]);
  });

  it.each(['example.com', 'acme.io', 'evil-acme.io', 'api.example.com.evil.io', 'xapi.example.com'])(
    'refuses %s',
    async (host) => {
      expect(await diagnose(rule, calling(host), { policy })).toMatchObject([
        { file: 'scripts/a.sh', line: 2, severity: 'error' },
      ]);
    },
  );

  it('allows none where the list is empty, and any where there is no list', async () => {
    expect(await diagnose(rule, calling('example.com'), { policy: { hosts: [] } })).toMatchObject([
      { message: 'Disallowed host "example.com": this marketplace\'s policy does not list it.' },
    ]);
    expect(await diagnose(rule, calling('example.com'))).toEqual([]);
  });
});
