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

  it.each([
    ['Bash(sh:*)', '"Bash(sh:*)" approves every program in advance, because "sh" runs whatever it is given'],
    ['Read, Bash(python3:*)', '"Bash(python3:*)" approves every program in advance, because "python3" runs'],
    ['Bash(node *)', '"Bash(node *)" approves every program in advance'],
    ['Bash(curl:*)', '"Bash(curl:*)" approves in advance to send anything to any address'],
  ])('warns of %s', async (tools, what) => {
    const [found] = await diagnose(rule, command(tools));
    expect(found?.message).toContain(what);
  });

  it.each(['Read, Grep', 'Bash(git status:*)', 'BashOutput', 'WebFetch', 'Bash(python3 scripts/a.py)'])(
    'takes %s',
    async (tools) => {
      expect(await diagnose(rule, command(tools))).toEqual([]);
    },
  );
});
