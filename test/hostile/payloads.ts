// Texts that are hard on readers: for each way in which a pattern can be made to look at the same text again and again.

/** What is repeated, by what it is hard on. */
export const repeated: Readonly<Record<string, string>> = {
  'double quotes': '"',
  'single quotes': "'",
  'back-quotes': '`',
  'inline commands that never close': '!`',
  'inline commands after spaces': ' !`a',
  'fences that run commands': '```!\n',
  'opening brackets': '[',
  'closing brackets': ']',
  'links without an end': '](',
  'pictures without an end': '![](',
  'nested pictures': '![',
  'reference definitions': '[a]: ',
  'opening parentheses': '(',
  'tools without an end': 'Bash(',
  spaces: ' ',
  tabs: '\t',
  'line breaks': '\n',
  'carriage returns': '\r',
  'lines of spaces': '   \n',
  dashes: '-',
  'frontmatter marks': '---\n',
  'marks with spaces': '---  ',
  comments: '<!--',
  'comment ends': '-->',
  tags: '<a',
  'tags without an end': '<',
  'attributes without an end': ' href = "',
  entities: '&#',
  'entities with digits': '&#0',
  backslashes: '\\',
  'one letter': 'a',
  'a letter and a hyphen': 'A-',
  digits: '0',
  'dotted digits': '1.',
  'at signs': '@',
  'words with at signs': 'a@',
  schemes: '://',
  'addresses that run together': 'http://a',
  'addresses with users': 'https://a:',
  addresses: 'https://a.example/ ',
  hosts: 'a.',
  downloads: 'npx ',
  'downloads into shells': 'curl | sh ',
  'downloads with a word': 'npx a ',
  options: ' --a',
  assignments: 'a=',
  keys: 'a: ',
  'lines of keys': 'a: b\n',
  'lines of one key': 'key: "\n',
  'YAML anchors': '&a ',
  'YAML aliases': '*a ',
  'YAML flow maps': '{a: ',
  variables: '${',
  'plugin variables': '${CLAUDE_PLUGIN_ROOT}',
  'settings of the user': '${user_config.',
  'variables with defaults': '${A:-',
  braces: '{',
  'both braces': '{}',
  stars: '*',
  underscores: '_',
  hashes: '#',
  headings: '# a\n',
  quotations: '> ',
  pipes: '|',
  'table rows': '|-|\n',
  slashes: '/',
  'steps up': '../',
  'relative paths': './a',
  semicolons: ';',
  ampersands: '&&',
  'zero-width spaces': '\u200b',
  'joiners between letters': 'a\u200d',
  'variation selectors': '\ufe0f',
  'direction marks': '\u202e',
  'accented letters': 'é',
  ideographs: '字',
  emoji: '😀',
  'combining marks': 'a\u0301',
  escapes: '\u001b[',
  'secrets that begin': 'sk-',
  'secrets in prose': 'token = ',
  'AWS keys': 'AKIA',
  'private keys that begin': '-----BEGIN ',
  'GitHub tokens': 'ghp_',
  'Slack tokens': 'xoxb-1-',
  'long base64': 'QUJD',
  exports: 'export const meta = {',
  'names in exports': '\nexport const meta={name:',
};

/** A beginning, what is repeated, and an end that makes a greedy reader turn round. */
const framed: Readonly<Record<string, readonly [string, string, string]>> = {
  'words far apart': ['a', ' ', 'b'],
  'words far apart by tabs': ['a', '\t', 'b'],
  'a value far from its end': ['key: a', ' ', 'b'],
  'a key far from its value': ['key:', ' ', 'b: c'],
  'nested brackets': ['[', '[]', '](x)'],
  'nested parentheses': ['a(', '()', ')b'],
  'a quote without an end': ['"', 'a', ''],
  'a quote with escapes': ['"', '\\"', ''],
  'an inline command without an end': ['!`', 'a ', ''],
  'a comment without an end': ['<!--', '-', '>'],
  'a tag without an end': ['<a ', 'b=c ', ''],
  'an address without an end': ['https://', 'a.', '/'],
  'an address of hyphens': ['https://a', '-', '.b/'],
  'an address with a long user': ['https://', 'a:', '@b/'],
  'a mail address without an end': ['', 'a.', '@'],
  'a download far from its name': ['npx', ' ', 'a'],
  'a download with many options': ['npx', ' -y', ' a'],
  'a fetch far from its shell': ['curl -sSL https://a.example/', 'a ', '| sh'],
  'a heading far from its words': ['#', ' ', 'a'],
  'a fence without an end': ['```!\n', 'a b\n', ''],
  'a version of zeros': ['1.0.0-', '0', ''],
  'a version of parts': ['1.0.0-', 'a.', ''],
  'a range of ranges': ['', '>=1.0.0 || ', '1'],
  'a licence of licences': ['', '(MIT OR ', 'MIT'],
  'a key of quotes': ['- "', '" "', ': a'],
  'frontmatter without an end': ['---\n', 'a: [b]\n', ''],
  'a private key without an end': ['-----BEGIN RSA PRIVATE KEY-----\n', 'QUJD\n', ''],
  'a variable without an end': ['${', 'a', ''],
  'a table without rows': ['|', ' a |', '\n|-'],
};

const numbered = (length: number, text: (number: number) => string): string =>
  Array.from({ length }, (_, number) => text(number)).join('');

/** Markdown that a parser needs minutes or all its memory for, by what it is hard on. */
export const complex: Readonly<Record<string, string>> = {
  'a wide table with short rows': `${'|a'.repeat(1_000)}|\n${'|-'.repeat(1_000)}|\n${'|b\n'.repeat(65_000)}`,
  'a wide table whose rows have no pipes': `${'a|'.repeat(1_000)}\n${'-|'.repeat(1_000)}\n${'b\n'.repeat(90_000)}`,
  'a wide table in a quotation': `> ${'|a'.repeat(1_000)}|\n> ${'|-'.repeat(1_000)}|\n${'> |b\n'.repeat(40_000)}`,
  'quotations in one line': '>'.repeat(200_000),
  'quotations with spaces': '> '.repeat(150_000),
  'lists in one line': '- '.repeat(100_000),
  'numbered lists in one line': '1. '.repeat(100_000),
  'quotations and lists in one line': '> + '.repeat(80_000),
  'a list deep below another': numbered(600, (step) => `${'  '.repeat(step)}- a\n`),
  'a deep list and empty lines': `${'- '.repeat(10_000)}a\n${'\n'.repeat(100_000)}`,
  'underscores within words': '_a__b'.repeat(40_000),
  'underscores on many lines': 'a_\n'.repeat(90_000),
  'underscores in an address': 'www.a_b.'.repeat(40_000),
  entities: '&amp;'.repeat(60_000),
  'blocks of HTML': '<div>'.repeat(40_000),
  'blocks of HTML on many lines': '<div>\n\n'.repeat(40_000),
  'lists of HTML': '<ul><li>a'.repeat(30_000),
  'definitions of HTML': '<dl><dt>a'.repeat(30_000),
  'ends of HTML': '<em></a>'.repeat(40_000),
  'formatting that goes on': `<div>${numbered(5_000, (number) => `<b a=${number}>`)}${'<p>x'.repeat(20_000)}`,
  'a long attribute that goes on': `<div><b a='">${'x'.repeat(150_000)}'>${'<p>x'.repeat(40_000)}`,
  'attributes of one tag': `<div ${numbered(50_000, (number) => `a${number} `)}>`,
};

/** A text of about this many characters. */
function payload(token: string, length: number): string {
  return token.repeat(Math.ceil(length / token.length));
}

/** Every hostile text at a length, by what it is hard on. */
export function* payloads(length: number): Generator<[string, string]> {
  for (const [name, token] of Object.entries(repeated)) yield [name, payload(token, length)];
  for (const [name, [start, token, end]] of Object.entries(framed))
    yield [name, start + payload(token, length) + end];
}

/** The files of a plugin that holds a text everywhere where one is read. */
export function holding(text: string): Record<string, string> {
  const json = (value: unknown) => JSON.stringify(value);
  const half = Math.floor(text.length / 2);
  // Both ends, because it is the end that makes a reader turn round.
  const long =
    text.length <= 100_000 ? text : text.slice(0, 50_000) + text.slice(Math.max(half, text.length - 50_000));
  return {
    '.claude-plugin/plugin.json': json({
      name: 'tiny-tool',
      version: long.slice(0, 20_000),
      description: long,
      author: { name: long, email: long, url: long },
      homepage: long,
      repository: long,
      license: long,
      keywords: [long],
      commands: [`./${long}`],
      agents: `./${long}.md`,
      dependencies: [{ name: 'other', version: long }, long],
      userConfig: { key: { type: 'string', title: long, description: long } },
    }),
    'README.md': text,
    LICENSE: text,
    'skills/one/SKILL.md': `---\nname: one\ndescription: ${long}\nallowed-tools: ${long}\n---\n${text}`,
    'skills/two/SKILL.md': `---\n${text}\n---\nbody`,
    'skills/three/SKILL.md': `---\nname: three\ndescription: "${text}`,
    'commands/one.md': `${text}\n!\`${long}\`\n`,
    'agents/one.md': `---\nname: ${long}\ndescription: >\n  ${long}\nmodel: ${long}\n---\n${text}`,
    'output-styles/one.md': `---\nname: one\n---\n${text}`,
    'workflows/one.js': `export const meta = { name: ${text}`,
    'scripts/run.sh': text,
    'scripts/run.py': `# ${text}`,
    'docs/page.html': text,
    'package.json': text,
    '.mcp.json': json({
      mcpServers: {
        one: { command: long, args: [long, long], env: { A: long } },
        two: { type: 'http', url: long },
      },
    }),
    '.lsp.json': json({ one: { command: long, args: [long], extensionToLanguage: { [long]: long } } }),
    'hooks/hooks.json': json({
      hooks: {
        PreToolUse: [
          {
            matcher: long,
            hooks: [
              { type: 'command', command: long },
              { type: 'http', url: long },
            ],
          },
        ],
        [long]: [],
      },
    }),
    'monitors/monitors.json': json([{ name: long, command: long, description: long, when: long }]),
    'settings.json': json({ agent: long, [long]: long }),
    'themes/one.json': json({ name: long, base: long, overrides: { [long]: long } }),
    'listing.json': json({
      category: long,
      tags: [long],
      maintainers: [long],
      relevance: { topic: long, signals: { cli: [long], manifestDeps: [{ file: long, pattern: long }] } },
    }),
    'waivers.json': json([{ rule: 'readme-missing', file: long, reason: long }]),
  };
}
