import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule, scanLimit, secretRule } from './rule.ts';
import { loadScanner, mayHoldSecret } from './scanner.ts';

const some = (length: number, from = 'aB3dE5gH7jK9mN1pQ') =>
  from.repeat(Math.ceil(length / from.length)).slice(0, length);
const hex = (length: number) => some(length, '0123456789abcdef');
const key = (begin: string, end: string) =>
  `-----${begin}-----\nMI${some(300, 'aB3dE5gH7jK9mN1p/+')}\n-----${end}-----`;

/** By rule of the preset, texts that it reports. Put together here, so that no search of this repository takes them for real. */
const samples: Readonly<Record<string, readonly (readonly [path: string, text: string])[]>> = {
  '1password': [
    [
      'a.txt',
      `ops_${Buffer.from(JSON.stringify({ email: 'someone@example.com', key: some(102), end: {} })).toString('base64')}`,
    ],
  ],
  anthropic: [['a.py', `KEY = "sk-ant-api03-${some(93)}AA"`]],
  aws: [
    ['a.sh', `export AWS_SECRET_ACCESS_KEY=${some(40)}`],
    ['a.yml', `secretAccessKey: "${some(40)}"`],
    ['a.json', `{ "aws_secret_access_key"  :  "${some(40)}" }`],
  ],
  basicauth: [
    ['a.md', 'https://greeter:s3cr3tW0rd@greetings.io/x'],
    ['a.txt', 'ftp://ab:cdef@g.h'],
  ],
  cloudflare: ['cfk', 'cfut', 'cfat'].map((prefix) => ['a.txt', `${prefix}_${some(40)}${hex(8)}`]),
  'database-connection-string': [
    ['a.py', 'mongodb+srv://greeter:s3cr3tW0rd@db.greetings.io/x'],
    ['a.py', "MySQL://greeter:s3cr3t'W0rd@db/x"],
    ['a.py', 'postgres://g:abcd@h'],
  ],
  databricks: [['a.txt', `dapi${hex(32)}`]],
  docker: [['a.txt', `dckr_pat_${some(27)}`]],
  figma: [['a.txt', `figd_${some(40)}`]],
  gcp: [['a.json', JSON.stringify({ private_key_id: 'x', private_key: '-----BEGIN PRIVATE KEY-----\nx' })]],
  github: [
    ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((prefix) => ['a.txt', `token=${prefix}_${some(36)}`] as const),
    ['a.txt', `github_pat_${some(82)}`],
    ['a.txt', `ghs_123_${some(20)}.${some(30)}.${some(20)}`],
  ],
  gitlab: [['a.txt', `glpat-${some(20)}`]],
  grafana: [
    ['a.txt', `glc_${some(32)}`],
    ['a.txt', `glsa_${some(32)}_${hex(8)}`],
  ],
  groq: [['a.txt', `gsk_${some(52)}`]],
  'hashicorp-vault': ['hvs', 'hvb', 'hvr'].map((prefix) => [
    'a.txt',
    `${prefix}.${some(prefix === 'hvb' ? 138 : 90)}`,
  ]),
  huggingface: [['a.txt', `hf_${some(34, 'abcDEF')}`]],
  linear: [['a.txt', `lin_api_${some(32)}`]],
  notion: [['a.txt', `ntn_12345678901${some(35)}`]],
  npm: [
    ['a.txt', `npm_${some(36)}`],
    ['package.json', `{ "dependencies": { "x": "https://${some(8)}:x-oauth-basic@github.com/a/b" } }`],
    ['.npmrc', '//registry.npmjs.org/:_authToken=abc'],
  ],
  openai: [
    ['a.txt', `sk-proj-${some(74)}T3BlbkFJ${some(74)}`],
    ['a.txt', `sk-${some(20)}T3BlbkFJ${some(20)}`],
  ],
  privatekey: [
    ['a.pem', key('BEGIN RSA PRIVATE KEY', 'END RSA PRIVATE KEY')],
    ['a.txt', key('BEGIN PRIVATE KEY', 'END PRIVATE KEY')],
  ],
  sendgrid: [['a.txt', `SG.${some(22)}.${some(43)}`]],
  shopify: ['shppa', 'shpca', 'shpat', 'shpss'].map((prefix) => ['a.txt', `${prefix}_${some(32)}`]),
  slack: [
    ...['xoxb', 'xoxp', 'xapp', 'xoxa', 'xoxo', 'xoxr'].map(
      (prefix) => ['a.txt', `${prefix}-1-${some(11)}-${some(24)}`] as const,
    ),
    ['a.txt', `https://hooks.slack.com/services/T${some(8)}/B${some(8)}/${some(24)}`],
  ],
  stripe: ['sk_live', 'sk_test', 'rk_live', 'rk_test'].map((prefix) => ['a.txt', `${prefix}_${some(24)}`]),
  tailscale: [['a.txt', `tskey-auth-${some(12)}-${some(24)}`]],
  vercel: ['vcp', 'vci', 'vca', 'vcr', 'vck'].map((prefix) => ['a.txt', `${prefix}_${some(20)}`]),
};

describe('secret-exposed', () => {
  it('has samples for every rule of the preset', async () => {
    const preset = await import('@secretlint/secretlint-rule-preset-recommend');
    const names = preset.rules.map((one) => one.meta.id.replace('@secretlint/secretlint-rule-', ''));
    // The one that only reads comments finds nothing itself, and is left out.
    expect(Object.keys(samples).sort()).toEqual(names.filter((name) => name !== 'filter-comments').sort());
  });

  it.each(Object.entries(samples))(
    'lets nothing past the search that %s would report',
    async (_name, texts) => {
      const scan = await loadScanner();
      for (const [path, text] of texts) {
        // What is no JSON is also tried amid other text.
        for (const whole of path.endsWith('.json')
          ? [text]
          : [text, `\n\nWords before. ${text}\nWords after.\n`]) {
          expect(await scan(path, whole), `the scanner on ${whole}`).not.toEqual([]);
          expect(mayHoldSecret(path, whole), `the search on ${whole}`).toBe(true);
        }
      }
    },
  );

  it('does not take honest text for secrets', () => {
    const text = `Run \`npx -y some-package-with-a-long-name@1.2.3\` and see https://example.com/a/very/long/path/to/some/page.html?x=1#y.
      {"resolved":"https://registry.npmjs.org/x/-/x-1.0.0.tgz","integrity":"sha512-${some(86)}=="}
      const secretAccessKey = process.env.AWS_SECRET_ACCESS_KEY; GITHUB_TOKEN=ghp_xxx # your token; http://localhost:3000/`;
    expect(mayHoldSecret('a.md', text)).toBe(false);
  });

  it('says where, and never what', async () => {
    const secret = `ghp_${some(36)}`;
    const found = await diagnose(rule, {
      'scripts/a.sh': `#!/bin/sh\n\ncurl -H "Authorization: ${secret}" x\n`,
    });
    expect(found).toMatchObject([{ file: 'scripts/a.sh', line: 3, column: 25, severity: 'error' }]);
    expect(JSON.stringify(found)).not.toContain(secret.slice(4, 20));
  });

  it('is not switched off by a comment in the file', async () => {
    const text = `# secretlint-disable\n# secretlint-disable-next-line\nx = "ghp_${some(36)}" # secretlint-disable-line\n`;
    expect(await diagnose(rule, { 'a.py': text })).toMatchObject([
      { message: 'Disallowed secret: this reads as a GitHub token.' },
    ]);
  });

  it('finds secrets behind letters that are not ASCII', async () => {
    expect(await diagnose(rule, { 'a.md': `Zugangsschlüssel für „später“: ghp_${some(36)}` })).toMatchObject([
      { message: 'Disallowed secret: this reads as a GitHub token.' },
    ]);
  });

  it('makes an error of a scanner that does not load', async () => {
    const broken = secretRule(() => Promise.reject(new Error('/somewhere/node_modules is missing')));
    const found = await diagnose(broken, { 'a.md': `ghp_${some(36)}`, 'b.md': `ghp_${some(36)}` });
    expect(found.map(({ file, severity }) => [file, severity])).toEqual([
      ['a.md', 'error'],
      ['b.md', 'error'],
    ]);
    expect(JSON.stringify(found)).not.toContain('/somewhere');
  });

  it('makes an error of a scanner that stops', async () => {
    const broken = secretRule(() => Promise.resolve(() => Promise.reject(new Error('stopped'))));
    expect(await diagnose(broken, { 'a.md': `ghp_${some(36)}` })).toMatchObject([{ severity: 'error' }]);
  });

  it('makes an error of more suspicious text than it scans', async () => {
    const never = secretRule(() => Promise.resolve(() => Promise.resolve([])));
    const found = await diagnose(never, {
      'a.md': `ghp_${some(36)}`,
      'b.md': `ghp_${some(36)} ${`x ghp_${some(36)}\n`.repeat(scanLimit / 40)}`,
    });
    expect(found).toMatchObject([{ file: 'b.md', severity: 'error' }]);
  });

  it('does not load a scanner for a plugin that holds nothing of the kind', async () => {
    const never = secretRule(() => Promise.reject(new Error('loaded')));
    expect(await diagnose(never, {})).toEqual([]);
  });

  it('ends on text that is made to keep the search busy', () => {
    for (const unit of [
      'a'.repeat(1000),
      'secretAccessKey=',
      '://a:',
      '://',
      'SG.a.',
      `${'x'.repeat(39)} `,
      'xox',
      '=',
    ]) {
      mayHoldSecret('a.md', unit.repeat(Math.ceil(4_000_000 / unit.length)));
    }
  });
});
