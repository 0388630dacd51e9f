import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('allowed-tools-unrestricted', () => {
  const command = (tools: string) => ({
    'commands/greet.md': `---\ndescription: Greets.\nallowed-tools: ${tools}\n---\n\nGreet.\n`,
  });

  it.each(['Bash', 'Read, Bash', 'Bash(*)', '["Bash", "Read"]'])('warns of %s', async (tools) => {
    expect(await diagnose(rule, command(tools))).toMatchObject([{ file: 'commands/greet.md', line: 3 }]);
  });

  it.each(['Read, Grep', 'Bash(git status:*)', 'BashOutput'])('takes %s', async (tools) => {
    expect(await diagnose(rule, command(tools))).toEqual([]);
  });
});
