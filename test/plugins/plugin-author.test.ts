import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { defaultPolicy } from '../../src/check/config/policy.ts';
import type { Diagnostic } from '../../src/check/diagnostic.ts';
import { covers, expectSimple } from './fixtures/pages.ts';
import { statedOf } from './fixtures/stated.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const plugin = join(root, 'plugins/plugin-author');
const read = (path: string) => readFileSync(join(plugin, path), 'utf8');
const folders: string[] = [];

afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'plugin-author-'));
  folders.push(path);
  return path;
}

type Fields = Record<string, unknown>;
type Page = { path: string; fields: Fields; body: string };

function page(path: string): Page {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read(path)) ?? [];
  return { path, fields: parse(head) as Fields, body };
}

const commands = readdirSync(join(plugin, 'commands'))
  .sort()
  .map((name) => page(`commands/${name}`));
const skills = readdirSync(join(plugin, 'skills'))
  .sort()
  .map((name) => page(`skills/${name}/SKILL.md`));
const agents = readdirSync(join(plugin, 'agents'))
  .sort()
  .map((name) => page(`agents/${name}`));
const reference = read('skills/write-plugin/reference.md');

/** The first column of the table under a heading of the reference, without the backticks. */
function column(heading: string): string[] {
  const [, section = ''] = reference.split(`\n## ${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]?.split(':')[0] ?? ''),
  );
}

describe('what Claude loads', () => {
  it('is what the README tells of', () => {
    expect(commands.map(({ path }) => path)).toEqual([
      'commands/check-plugin.md',
      'commands/new-plugin.md',
      'commands/prepare-pull-request.md',
    ]);
    expect(skills.map(({ fields }) => fields.name)).toEqual(['fix-check', 'write-plugin']);
    expect(agents.map(({ fields }) => fields.name)).toEqual(['plugin-reviewer']);
    for (const { path } of commands)
      expect(read('README.md')).toContain(`/plugin-author:${path.slice(9, -3)}`);
  });

  it.each([...commands, ...skills, ...agents])(
    '$path keeps variables from being filled in while it speaks of them',
    ({ body }) => {
      expect(body).not.toMatch(/\$\{(?:CLAUDE_|user_config)/);
    },
  );

  it.each([...commands, ...skills])('$path uses only fields that its own reference has', ({ fields }) => {
    const known = column('Skills and commands');
    expect(known).toEqual(
      expect.arrayContaining(['name', 'description', 'allowed-tools', 'disable-model-invocation']),
    );
    expect(known).toEqual(expect.arrayContaining(Object.keys(fields)));
  });

  it.each(agents)('$path can only read', ({ fields }) => {
    expect(column('Agents')).toEqual(expect.arrayContaining(Object.keys(fields)));
    expect(fields.tools).toBe('Read, Grep, Glob');
  });

  it.each([...skills, ...agents])('$path says when it is for use', ({ fields }) => {
    expect(fields.description).toMatch(/\bUse (?:when|after|before)\b/);
    expect(String(fields.description).length).toBeLessThan(1536);
  });
});

describe('commands', () => {
  const inlineOf = (body: string) =>
    [...body.matchAll(/(?<=^|\s)!`([^`]+)`/gm)].map((match) => match[1] ?? '');

  it.each(commands)(
    '$path allows what it runs and what it asks for, and is typed by a person',
    ({ fields, body }) => {
      const rules = fields['allowed-tools'] as string[];
      const inline = inlineOf(body);
      expectSimple(inline, rules);
      for (const rule of rules) {
        const asked = /^Bash\((npm run \w+|claude plugin validate):\*\)$/.exec(rule)?.[1];
        expect(
          asked === undefined ? inline.some((command) => covers(rule, command)) : body.includes(asked),
          rule,
        ).toBe(true);
      }
      expect(fields['disable-model-invocation']).toBe(true);
      expect(body.match(/\$ARGUMENTS/g)).toHaveLength(1);
    },
  );

  it.each(commands)('$path works in a marketplace, and before the first commit', ({ body }) => {
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: tmpdir(),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
    };
    const empty = folder();
    execFileSync('git', ['init', '--quiet', empty], { env });
    for (const cwd of [empty, root]) {
      for (const command of inlineOf(body)) {
        const result = spawnSync('bash', ['-c', command], { cwd, env, encoding: 'utf8' });
        expect(result, command).toMatchObject({ status: 0, stderr: '' });
        if (cwd === root && command.startsWith('git ls-files'))
          expect(result.stdout).toContain('plugins/plugin-author/.claude-plugin/plugin.json');
      }
    }
  });
});

describe('what it teaches', () => {
  const pages = readdirSync(plugin, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );

  it('names only commands that the marketplace has', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = pages.flatMap((name) =>
      [...read(name).matchAll(/npm run (\w+)/g)].map((match) => match[1]),
    );
    expect(named).toEqual(expect.arrayContaining(['check', 'new']));
    // `npm run generate` stands in an example of someone else's project.
    for (const name of named) if (name !== 'generate') expect(scripts).toHaveProperty(name ?? '');
  });

  it('explains each field of a diagnostic', () => {
    const fields: Record<keyof Diagnostic, true> = {
      rule: true,
      authority: true,
      severity: true,
      file: true,
      line: true,
      column: true,
      message: true,
      fix: true,
      docs: true,
      waived: true,
    };
    const rows = read('skills/fix-check/SKILL.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const explained = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1]),
    );
    expect(explained.sort()).toEqual(Object.keys(fields).sort());
  });

  it('has the limits that the check has', () => {
    const { descriptionMin, descriptionMax, readmeWords } = defaultPolicy.limits;
    expect(reference).toContain(`\`description\` has ${descriptionMin} to ${descriptionMax} characters`);
    expect(reference).toContain(`\`README.md\` has ${readmeWords} words or more`);
  });

  it('shows JSON and frontmatter that can be read, with keys that its reference has', () => {
    const examples = read('skills/write-plugin/examples.md');
    const blocks = [...`${examples}\n${reference}`.matchAll(/```(json|markdown)\n([\s\S]*?)```/g)];
    expect(blocks.length).toBeGreaterThan(6);
    for (const [, language, text = ''] of blocks) {
      if (language === 'json') {
        expect(JSON.parse(text)).toBeTypeOf('object');
        continue;
      }
      const fields = parse(/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '') as Fields;
      expect([...column('Skills and commands'), ...column('Agents')]).toEqual(
        expect.arrayContaining(Object.keys(fields)),
      );
      expect(String(fields.description).length).toBeGreaterThan(20);
    }
  });

  it('shows a hook that does what it says', () => {
    const [, script = ''] = /```js\n([\s\S]*?)```/.exec(read('skills/write-plugin/examples.md')) ?? [];
    const path = join(folder(), 'refuse-generated.mjs');
    writeFileSync(path, script);
    const run = (input: string) => spawnSync(process.execPath, [path], { input, encoding: 'utf8' });
    const refused = run(
      JSON.stringify({ tool_name: 'Edit', tool_input: { file_path: '/src/generated/api.ts' } }),
    );
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('/src/generated/api.ts is generated');
    for (const input of [
      JSON.stringify({ tool_input: { file_path: '/src/api.ts' } }),
      '{}',
      'null',
      'no JSON',
      '',
    ]) {
      expect(run(input)).toMatchObject({ status: 0, stderr: '', stdout: '' });
    }
  });

  it('links to files and headings that exist', () => {
    let links = 0;
    for (const name of pages) {
      for (const [, target = '', anchor] of read(name)
        .replace(/```[\s\S]*?```/g, '')
        .matchAll(/\]\(([^)#\s]*)(?:#([^)]*))?\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        links += 1;
        const path = target === '' ? join(plugin, name) : join(plugin, dirname(name), target);
        expect(existsSync(path), `${name} → ${target}`).toBe(true);
        if (anchor === undefined) continue;
        const anchors = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map((match) =>
          (match[1] ?? '').toLowerCase().replaceAll(' ', '-'),
        );
        expect(anchors, `${name} → #${anchor}`).toContain(anchor);
      }
    }
    expect(links).toBeGreaterThan(10);
  });
});

it('is said to do what it does, and nothing else', async () => {
  expect(await statedOf('plugin-author')).toEqual([]);
});
