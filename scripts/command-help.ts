// The text of --help.

/** An option. Without `value` it is a flag. */
export type Option = {
  about: string;
  /** What the value is, in one word: `file` is shown as `<file>`. */
  value?: string;
  default?: string;
  choices?: readonly string[];
  isRequired?: true;
  /** Takes every word up to the next option, or words joined by commas. */
  isList?: true;
  /** See `rootOption` in `command-line.ts`. */
  isRoot?: true;
};

/** A word that follows the command. */
export type Argument = { about: string; isOptional?: true; isList?: true };

/** What the help of a command says. */
export type CommandHelp = {
  /** As it is typed, such as `npm run check`. */
  name: string;
  /** One or more sentences. */
  about: string;
  /** The words that follow, in order. */
  arguments?: Readonly<Record<string, Argument>>;
  options: Readonly<Record<string, Option>>;
  /** What is typed after the name. */
  example: string;
  /** What an exit code means. 2, for all else, is the same for every command. */
  exitCodes: Readonly<Record<number, string>>;
};

const columns = 110;
const helpOption: Option = { about: 'show this help' };

/** The help of one command. */
export function commandHelp(command: CommandHelp): string {
  return text([
    ['', [`Usage: ${usageLine(command)}`]],
    ['', wrapped(command.about, columns)],
    ['Arguments', table(Object.entries(command.arguments ?? {}).map(([name, { about }]) => [name, about]))],
    ...closingParts(command, command.options),
  ]);
}

/** The help of a group: every command with its usage, and the options of all. */
export function groupHelp(
  group: Omit<CommandHelp, 'options'>,
  commands: Readonly<Record<string, CommandHelp>>,
): string {
  const all = Object.values(commands);
  return text([
    ['', [`Usage: ${typed(group.name)} <command> [options]`]],
    ['', wrapped(group.about, columns)],
    [
      'Commands',
      all.flatMap((command) => [
        `  ${usageLine(command).slice(typed(group.name).length + 1)}`,
        ...wrapped(command.about, columns - 6).map((line) => `      ${line}`),
      ]),
    ],
    ...closingParts(group, Object.assign({}, ...all.map(({ options }) => options))),
  ]);
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

type Part = [title: string, lines: readonly string[]];

function closingParts(
  { name, example, exitCodes }: Pick<CommandHelp, 'name' | 'example' | 'exitCodes'>,
  options: CommandHelp['options'],
): Part[] {
  const shown = { ...options, help: helpOption };
  const codes = { ...exitCodes, 2: 'the command was called wrongly, or could not do its work' };
  return [
    [
      'Options',
      table(Object.entries(shown).map(([key, option]) => [optionName(key, option), optionText(option)])),
    ],
    ['Example', [`  ${example === '' ? name : `${typed(name)} ${example}`}`]],
    ['Exit codes', table(Object.entries(codes))],
  ];
}

function text(parts: readonly Part[]): string {
  return `${parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [...(title === '' ? [] : [`${title}:`]), ...lines].join('\n'))
    .join('\n\n')}\n`;
}

/** The name as it is typed before arguments: npm takes `--` for the end of its own. */
function typed(name: string): string {
  return /^npm (?:run )?\S+$/.test(name) ? `${name} --` : name;
}

function usageLine({ name, arguments: declared = {}, options }: CommandHelp): string {
  const words = Object.entries(declared).map(([word, { isOptional, isList }]) => {
    const shown = `<${word}>${isList ? '…' : ''}`;
    return isOptional ? `[${shown}]` : shown;
  });
  const required = Object.entries(options)
    .filter(([, { isRequired }]) => isRequired)
    .map(([key, option]) => optionName(key, option));
  return [typed(name), ...words, ...required, '[options]'].join(' ');
}

function optionName(key: string, { value, isList }: Option): string {
  return value === undefined ? `--${key}` : `--${key} <${value}>${isList ? '…' : ''}`;
}

function optionText({ about, choices = [], default: byDefault }: Option): string {
  const shown = choices.map((choice) => (choice === byDefault ? `${choice} (default)` : choice));
  const isShown = byDefault === undefined || choices.includes(byDefault);
  return [
    about,
    ...(shown.length === 0 ? [] : [`: ${listed(shown)}`]),
    isShown ? '' : ` (default: ${byDefault})`,
  ].join('');
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.flatMap(([name, about]) =>
    wrapped(about, columns - width - 4).map(
      (line, index) => `  ${(index === 0 ? name : '').padEnd(width)}  ${line}`,
    ),
  );
}

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
