import { consoleScripts } from '../programs/console-scripts.ts';
import { claudeTexts } from '../texts/claude-texts.ts';
import { judgeCommand } from '../texts/command-risks.ts';
import { linkedPrograms } from '../texts/linked-files.ts';
import { fencedLines, spannedLines } from '../texts/shell-lines.ts';
import { present } from '../values.ts';
import { flag, optional, someOf, text, texts } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

/** What makes a command worth a word before installing. The worst first. */
export const commandRisks = [
  'deletes',
  'unasked',
  'skips-safeguards',
  'reads-secret',
  'privileged',
  'downloads',
  'changes-setup',
  'publishes',
  'reaches-network',
  'keeps-running',
] as const;
export type CommandRisk = (typeof commandRisks)[number];

export const tellsClaudeToRun = defineKind({
  kind: 'tells-claude-to-run',
  capability: {
    fields: {
      command: text('The command, as written.'),
      risks: someOf('What is worth knowing of it, the worst first.', commandRisks),
      packages: optional(texts('The packages, images or addresses that it downloads.')),
      pinned: optional(flag('Whether an exact version of each is named.')),
      hosts: optional(texts('The hosts that it calls.')),
      program: optional(text('The file of the plugin that it starts.')),
    },
    identity: ({ command, file }) => JSON.stringify([file, command]),
    // The same packages, hosts or program once for each text, whatever else the commands are given.
    once: ({ command, risks, packages, hosts, program, ...place }) => {
      const what = risks.every((risk) => risk === 'downloads' || risk === 'reaches-network')
        ? [packages, hosts, program]
        : command;
      return JSON.stringify([(place as { file?: string }).file, risks, what]);
    },
    subject: ({ command, program, packages, hosts }) =>
      packages === undefined && program === undefined && hosts?.[0] !== undefined
        ? { kind: 'host', value: hosts[0] }
        : { kind: 'program', value: packages?.[0] ?? program ?? command },
    flags: () => ['tells-commands'],
    group: () => 'tells-claude',
    waits: true,
  },
  find(reading, found) {
    for (const { file, component, trigger, blocks, body, lineAt } of claudeTexts(reading)) {
      const owner = component === undefined ? {} : { component };
      const happens = (offset: number) => {
        const place = { file, line: lineAt(offset) };
        return {
          ...place,
          ...owner,
          trigger: triggerAt(trigger.when === 'never' ? 'never' : 'called', place),
        };
      };
      for (const { path, offset } of linkedPrograms(reading.source, file, body))
        found.leadsTo(path, happens(offset));
      for (const { text: command, offset } of [...fencedLines(blocks), ...spannedLines(blocks)]) {
        const judged = judgeCommand(command);
        const risks = commandRisks.filter((risk) => judged.risks.includes(risk));
        const [script] = consoleScripts(reading.source, command);
        if (script !== undefined) found.leadsTo(script, happens(offset));
        const program = linkedPrograms(reading.source, file, command)[0]?.path ?? script;
        if (risks.length === 0 && program === undefined) continue;
        found.capability({ command, ...judged, risks, ...present({ program }), ...happens(offset) });
      }
    }
  },
});
