import { describe, expect, it } from 'vitest';
import { diagnoseFolder } from '../../../../test/check/marketplace-fixtures.ts';

const good = '---\nname: hello\ndescription: Greets a person by name.\n---\n\nGreet them.\n';
const bad = '---\ndescription: "Greets\n---\n';
const rulesIn = async (...given: Parameters<typeof diagnoseFolder>) =>
  (await diagnoseFolder(...given)).map(({ rule, severity, file }) => `${severity} ${rule} ${file}`);
const nothing = ['error folder-unrecognised .'];

describe('folder-unrecognised', () => {
  it.each([
    ['nothing', {}],
    ['agents alone', { 'agents/a.md': good }],
    ['commands alone', { 'commands/a.md': good }],
    ['a skill at the root', { 'SKILL.md': good }],
    ['a skill that lies loose', { 'skills/a.md': good }],
    ['Markdown elsewhere', { 'prompts/a.md': bad }],
    ['an empty project', { '.claude/settings.json': '{' }],
  ])('finds %s', async (_, files) => {
    expect(await rulesIn(files)).toEqual(nothing);
  });

  it('knows a project by its ".claude", and a plugin by its skills', async () => {
    expect(await rulesIn({ '.claude/commands/a.md': good, 'agents/a.md': bad })).toEqual([]);
    expect(await rulesIn({ 'skills/a/SKILL.md': good, 'agents/a.md': bad })).toEqual([
      'error frontmatter-invalid agents/a.md',
    ]);
    expect(await rulesIn({ '.claude/skills/a/SKILL.md': bad })).toEqual([
      'error frontmatter-invalid .claude/skills/a/SKILL.md',
    ]);
    expect(await rulesIn({ '.claude': { link: 'elsewhere' } })).toEqual(['warning component-unread .claude']);
  });

  it.each([
    ['skills', 'hello/SKILL.md'],
    ['agents', 'deep/hello.md'],
    ['commands', 'deep/er/hello.md'],
    ['.claude', 'skills/hello/SKILL.md'],
  ])('knows a folder named %s', async (name, file) => {
    expect(await rulesIn({ [file]: good }, `/home/ada/${name}`)).toEqual([]);
    expect(await rulesIn({ [file]: bad }, `/home/ada/${name}`)).toEqual([
      `error frontmatter-invalid ${file}`,
    ]);
  });

  it('knows the names in lower case only', async () => {
    expect(await rulesIn({ 'hello/SKILL.md': good }, '/home/ada/Skills')).toEqual(nothing);
  });

  it('passes a named folder that is empty, and refuses one that is a link', async () => {
    expect(await rulesIn({}, '/home/ada/skills')).toEqual([]);
    expect(await rulesIn({}, '/home/ada/skills', 'folder')).toEqual(nothing);
    expect(await rulesIn({}, '/home/ada/.claude/skills', 'project')).toEqual(nothing);
    expect(await rulesIn({}, '/home/ada/.claude', 'folder')).toEqual(nothing);
  });

  it('takes agents without frontmatter for documents, and asks for descriptions', async () => {
    expect(await rulesIn({ 'a.md': 'A note.' }, '/home/ada/agents')).toEqual([]);
    expect(await rulesIn({ 'a.md': '---\nname: a\n---\n' }, '/home/ada/agents')).toEqual([
      'warning frontmatter-missing a.md',
    ]);
    expect(await rulesIn({ 'a.md': 'A note.' }, '/home/ada/commands')).toEqual([
      'warning frontmatter-missing a.md',
    ]);
  });

  it('reads hooks wherever it looks', async () => {
    expect(await rulesIn({ 'hooks/hooks.json': '{' })).toEqual([
      ...nothing,
      'error json-invalid hooks/hooks.json',
    ]);
    expect(await rulesIn({ 'hooks/hooks.json': '{' }, '/home/ada/skills')).toEqual([
      'error json-invalid hooks/hooks.json',
    ]);
    expect(await rulesIn({ 'skills/a/SKILL.md': good, 'Hooks/hooks.json': '{}' })).toEqual([
      'error path-case-mismatch Hooks',
    ]);
  });

  it('reads the hooks that a plugin among the skills names, and nothing else of it', async () => {
    const files = {
      'a/SKILL.md': good,
      'a/.claude-plugin/plugin.json': '{"hooks":"./more.json","version":5}',
      'a/more.json': '{',
    };
    expect(await rulesIn(files, '/home/ada/skills')).toEqual(['error json-invalid a/more.json']);
  });

  it('does not follow links', async () => {
    const files = { 'a/SKILL.md': good, b: { link: '../elsewhere' } };
    expect(await rulesIn(files, '/home/ada/skills')).toEqual(['warning component-unread b']);
  });
});
