import { type Meaning, parsedWords } from './interpret-found.ts';
import type { Step } from './step.ts';
import type { Value } from './value.ts';

/** A model's own program: what it is given goes to the model's service. */
const model =
  (service: string, hosts: readonly string[]): Meaning =>
  ({ input, values, words, line }, found) => {
    if (
      words.length === 0 ||
      words.some((word) => /^(?:--version|-v|--help|mcp|plugin|config|login|auth|list|ps|update)$/.test(word))
    )
      return false;
    const sent = [...values, ...(input === undefined ? [] : [input])];
    found.steps.push({ step: 'service', service, hosts, sent, line });
    return false;
  };

/** GitHub's program: subcommands that publish something, and calls of its API. */
const github: Meaning = (called, found) => {
  const { words, input, line } = called;
  const [topic = '', verb = ''] = words;
  if (topic === 'auth' && verb === 'token') {
    found.steps.push({ step: 'keychain', line });
    return true;
  }
  const isSending =
    (/^(?:gist|issue|pr|release|repo|secret|variable)$/.test(topic) &&
      /^(?:create|comment|edit|upload|review|set|close|merge|new)$/.test(verb)) ||
    (topic === 'api' &&
      words.some((word) => /^(?:-f|-F|--field|--raw-field|--input|-X|--method)/.test(word)));
  const { operands, options } = parsedWords(
    called,
    '-f -F --field --raw-field --input -X --method -H -t --title -b --body --body-file -R --repo -d --desc -l --label',
  );
  const sent: Value[] = options.flatMap(({ name, value }) =>
    value !== undefined && /^(?:-f|-F|--field|--raw-field|-b|--body|-t|--title)$/.test(name) ? [value] : [],
  );
  if (isSending) {
    const paths = topic === 'gist' ? operands.slice(2) : [];
    for (const { value, text } of paths) {
      const reads: Step = { step: 'reads', path: value, line };
      if (text !== '-') found.steps.push(reads);
      sent.push({ kind: 'result', step: reads });
    }
    if (input !== undefined) sent.push(input);
  }
  if (isSending || topic === 'api')
    found.steps.push({
      step: 'service',
      service: 'GitHub',
      hosts: ['api.github.com'],
      sent: isSending ? sent : [],
      line,
    });
  return false;
};

/** Subcommands of agents that change how the agent is configured, and where that is kept. */
const configuring: readonly (readonly [RegExp, string, agent: string])[] = [
  [
    /^claude plugins? (?:install|i|uninstall|remove|rm|enable|disable|update|marketplace (?:add|remove|rm|update))\b/,
    '~/.claude/plugins',
    'Claude Code',
  ],
  [/^claude mcp (?:add|add-json|add-from-claude-desktop|remove)\b/, '~/.claude.json', 'Claude Code'],
  [/^claude config (?:set|add|remove)\b/, '~/.claude/settings.json', 'Claude Code'],
  [/^codex mcp (?:add|remove)\b/, '~/.codex/config.toml', 'Codex'],
  [
    /^gemini extensions? (?:install|uninstall|link|enable|disable|update)\b/,
    '~/.gemini/extensions',
    'Gemini CLI',
  ],
  [/^gemini mcp (?:add|remove)\b/, '~/.gemini/settings.json', 'Gemini CLI'],
];

/** An agent's program, which may change the agent's configuration. */
const agent =
  (otherwise: Meaning): Meaning =>
  (called, found) => {
    const option = called.words.findIndex((word) => word.startsWith('-'));
    const written = [called.name, ...called.words.slice(0, option < 0 ? undefined : option)].join(' ');
    for (const [subcommand, path, name] of configuring)
      if (subcommand.test(written))
        found.acts.push({ kind: 'edits-agent-config', path, agent: name, line: called.line });
    return otherwise(called, found);
  };

/** What the programs of agents and of their services mean. */
export const agents: readonly (readonly [string, Meaning])[] = [
  ['gh', github],
  ['claude', agent(() => false)],
  ['codex', agent(model('OpenAI Codex', []))],
  ['gemini', agent(model('Google Gemini', []))],
  ['llm', model('a language model', [])],
  ['aichat', model('a language model', [])],
];
