import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { isPlaceholder } from './placeholder.ts';
import { rule } from './rule.ts';

const found = async (text: string) => (await diagnose(rule, { 'docs/a.md': text })).length;
/** Put together here, so that no search of this repository takes them for real. */
const join = (...parts: string[]) => parts.join('');
const random = 'k7Qz2VbN9xRt4LmC8wYp3HsJ6dGf1TaE5uXo0KiBvZnM';
const slack = 'https://hooks.slack.com/services';

describe('placeholders and examples', () => {
  it.each([
    // The notations of a variable, in every part of an address.
    'postgres://<user>:<password>@localhost:5432/pots',
    'postgresql://<username>@<server>:<password>@<server>.postgres.database.azure.com:5432/x',
    'postgresql://postgres.[ref]:[password]@aws-0-[region].pooler.supabase.com:6543/postgres',
    'mysql://pots:{{ db_password }}@db.acme.io/pots',
    'mongodb+srv://pots:%DB_PASSWORD%@cluster0.acme.mongodb.net/pots',
    'postgres://pots:****@db.acme.io/pots',
    'postgres://pots:...@db.acme.io/pots',
    // The words of examples.
    'postgresql://admin:password123@prod-db.acme.io:5432/app',
    'postgresql://user:Pa$$w0rd@db.acme.io/db',
    'postgres://user:p%40ssw%24rd@host:5432/database',
    'mysql://myuser:mypass123@db.acme.io:3306/mydb',
    'postgres://user:NEW_PASSWORD@host:5432/db',
    'postgres://testuser:testpass@postgres:5432/testdb',
    'postgresql://admin:SuperSecret123@localhost/db',
    'https://user:token@pypi.acme.io/simple',
    'postgres://user:12345678@db.acme.io/x',
    // Names of the address, where only this machine is reached.
    'postgres://garden:garden1@localhost/pots',
    'postgres://app:gardenpots@db:5432/garden_pots',
    `${slack}/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX`,
    `${slack}/T00/B00/xxx`,
    `${slack}/T12345678/B12345678/abcdefghijklmnopqrstuvwx`,
    join('xoxb', '-your-slack-token'),
    join('xoxb', '-xxxxxxxxxxxx-xxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx'),
    join('xoxb', '-1234-5678-abcd'),
    join('ghp', '_abcdefghijklmnopqrstuvwxyz0123456789'),
    join('ghp', '_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX'),
    join('ghp', '_1a2b3c4d5e6f7g8h9i0j1k2l3m4n5o6p7q8r'),
    join('ghp', '_000000000000000000000000000000000000'),
    join('ghp', '_abc123abc123abc123abc123abc123abc123'),
    join('ghp', '_your_personal_access_token_goes_here'),
    join('sk', '_live_', 'EXAMPLEk7Qz2VbN9xRt4LmC8w'),
    join('sk', '_test_', '4eC39HqLyjWDarjtT1zdp7dc'),
    join('aws_secret_access_key = ', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
    join('-----BEGIN RSA PRIVATE KEY-----\nMII', 'AAAA'.repeat(60), '\n-----END RSA PRIVATE KEY-----'),
    join('-----BEGIN PRIVATE KEY-----\nMII', 'EXAMPLEKEY', random.repeat(5), '\n-----END PRIVATE KEY-----'),
  ])('takes no placeholder for a secret: %s', async (text) =>
    expect(await found(`See ${text} here.`)).toBe(0),
  );

  it.each([
    'def test_npm_latest_version_is_read_from_the_lock_f():',
    'const npm_readThePackageVersionFromTheLockFile = 1;',
    'void gho_st_story_that_is_told_to_children_ok();',
    'from hf_transformersForSequenceClassification import x',
  ])('takes no identifier for a secret: %s', async (text) => expect(await found(text)).toBe(0));

  it.each([
    'postgres://garden:Tr0ub4dor@db.acme.io/pots',
    'postgres://garden:kD8vq2LmX@localhost/pots',
    'mysql://root:hunter2@db.acme.io/pots',
    'https://greeter:s3cr3tW0rd@greetings.acme.io/hello',
    'mongodb://garden:tulips-in-june@db.acme.io/pots',
    `${slack}/T04${random.slice(0, 6).toUpperCase()}/B05${random.slice(6, 12).toUpperCase()}/${random.slice(0, 24)}`,
    join('xoxb', '-204937461583-739204618355-', random.slice(0, 24)),
    join('ghp', '_', random.slice(0, 36)),
    join('npm', '_', random.slice(0, 36)),
    join('hf', '_', random.replace(/\d/g, ''), 'QrTy').slice(0, 37),
    join('sk', '_live_', random.slice(0, 24)),
    join('SG', '.', random.slice(0, 22), '.', random.slice(0, 43)),
    join('aws_secret_access_key = ', random.slice(0, 40)),
    join('-----BEGIN RSA PRIVATE KEY-----\nMII', random.repeat(6), '\n-----END RSA PRIVATE KEY-----'),
  ])('still finds %s', async (text) => expect(await found(`See ${text} here.`)).toBe(1));

  it('finds a secret behind placeholders, and in the middle of a long file', async () => {
    const token = join('ghp', '_', random.slice(0, 36));
    const bundle = `${'const a = "https://acme.io/x";\n'.repeat(4000)}const t = "${token}";\n${'f(1);\n'.repeat(9000)}`;
    const [first, ...more] = await diagnose(rule, { 'dist/a.js': bundle });
    expect([first?.line, first?.column, more]).toEqual([4001, 12, []]);
    expect(await found(`postgres://<user>:<password>@localhost/x\n${token}`)).toBe(1);
  });

  it('does not give up on a large bundle that holds one address with a password', async () => {
    const bundle = `${'f(1);\n'.repeat(300_000)}"postgres://<user>:<password>@localhost/x"`;
    expect(await diagnose(rule, { 'dist/a.js': bundle })).toEqual([]);
  });

  it('is quick on long text', () => {
    for (const unit of ['a', '<', '{', '_', 'pass', '1', 'ab1', '-----BEGIN A-----'])
      isPlaceholder(`x://a:${unit.repeat(1_000_000 / unit.length)}@b/c`);
    isPlaceholder(`hf_${'aB'.repeat(500_000)}`);
  });
});
