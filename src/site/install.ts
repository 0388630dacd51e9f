import type { Registry } from './registry.ts';

/** One way of installing a plugin: where, what to type or write, and what to know about it. */
type InstallWay = {
  id: string;
  /** The tab. */
  title: string;
  /** What to do, one after the other. */
  steps: {
    /** A sentence in front of the code; what stands between backquotes is code. */
    before: string;
    /** What is copied at once. A slash command is one line: Claude Code takes all that is pasted at once for one command. */
    code: string;
  }[];
  /** A sentence after all of it. */
  after: string;
};

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/**
 * The documented ways of installing one plugin of a marketplace.
 * https://code.claude.com/docs/en/discover-plugins, https://code.claude.com/docs/en/plugins-reference#plugin-install,
 * https://code.claude.com/docs/en/settings-reference#enabledplugins
 */
export function installWays(
  { name, repository }: Pick<Registry, 'name' | 'repository'>,
  plugin: string,
): InstallWay[] {
  const id = `${plugin}@${name}`;
  const source = { source: 'github', repo: repository };
  const settings = {
    extraKnownMarketplaces: { [name]: { source } },
    enabledPlugins: { [id]: true },
  };
  return [
    {
      id: 'claude-code',
      title: 'Claude Code',
      steps: [
        {
          before: 'Type in a session, once for this marketplace:',
          code: `/plugin marketplace add ${repository}`,
        },
        { before: 'Then:', code: `/plugin install ${id}` },
      ],
      after: 'If Claude Code asks you to, type `/reload-plugins`.',
    },
    {
      id: 'terminal',
      title: 'Terminal',
      steps: [
        {
          before: 'Run in a shell or a script, once for this marketplace:',
          code: `claude plugin marketplace add ${repository}`,
        },
        { before: 'Then:', code: `claude plugin install ${id}` },
      ],
      after: 'Add `--scope project` to share it with everyone who works in the repository.',
    },
    {
      id: 'team',
      title: 'Team',
      steps: [{ before: 'Add to `.claude/settings.json` in your repository.', code: json(settings) }],
      after:
        'Claude Code adds the marketplace when somebody trusts the folder. If it then reports that the plugin is not installed, they install it with the last command of the first tab.',
    },
    {
      id: 'organization',
      title: 'Organization',
      steps: [
        {
          before: 'Add to your managed settings, which users cannot override.',
          code: json({ strictKnownMarketplaces: [source], ...settings }),
        },
      ],
      after:
        '`strictKnownMarketplaces` allows only this marketplace: add the other sources that your organization uses. `enabledPlugins` turns the plugin on for everyone.',
    },
  ];
}
