import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';
import { templateText } from './sentences.ts';

it('finds the description of the manifest, whatever stands before it', async () => {
  const description = `My plugin: ${templateText.description}`;
  expect(await diagnose(rule, manifestWith({ description }))).toMatchObject([
    { file: '.claude-plugin/plugin.json', line: 4, severity: 'warning' },
  ]);
});

it('says once of each file what is left in it, at the first place', async () => {
  const found = await diagnose(rule, {
    'README.md': `# A\n\n${templateText.readmePurpose} More.\n\n${templateText.readmeNeeds}\n`,
    'skills/hello/SKILL.md': `---\nname: hello\ndescription: A. ${templateText.skillDescription}\n---\n\nHello.\n`,
  });
  expect(
    found.map(({ file, line, message }) => [file, line, /(?:a|\d) sentences?/.exec(message)?.[0]]),
  ).toEqual([
    ['README.md', 3, '2 sentences'],
    ['skills/hello/SKILL.md', 3, 'a sentence'],
  ]);
});

it('leaves other files alone, where somebody may write about the template', async () => {
  expect(await diagnose(rule, { 'docs/writing.md': Object.values(templateText).join('\n') })).toEqual([]);
  expect(await diagnose(rule, manifestWith({ description: 5 }))).toEqual([]);
});
