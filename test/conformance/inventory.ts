import type { Component } from '../../src/plugin/kinds/list.ts';
import type { Provides } from './cases.ts';

/** The client's inventory of a plugin, one line for each component, sorted. */
export function clientInventory(provides: Provides): string[] {
  const text = (value: unknown) => (value === undefined ? '' : String(value));
  return Object.entries(provides)
    .flatMap(([kind, items]) =>
      items.map((item) => {
        if (typeof item === 'string') return `${kind} ${item}`;
        if (kind === 'hooks')
          return `${kind} ${text(item.event)} ${text(item.matcher)} ${text(item.type)} ${text(item.command ?? item.url)}`;
        if (kind === 'mcpServers')
          return `${kind} ${text(item.name)} ${text(item.type)} ${text(item.target)}`;
        return `${kind} ${text(item.name)} ${text(item.command)}`;
      }),
    )
    .sort();
}

/** The kinds of which the client lists only names, and what it calls them. */
const listedByName: Partial<Record<Component['kind'], string>> = {
  skill: 'skills',
  command: 'commands',
  agent: 'agents',
  'output-style': 'outputStyles',
  theme: 'themes',
  executable: 'bin',
  workflow: 'workflows',
};

/** Our components in the client's words, sorted. */
export function ownInventory(components: readonly Component[]): string[] {
  return components
    .flatMap((component): string[] => {
      const { name } = component;
      switch (component.kind) {
        case 'hook':
          return [
            `hooks ${name} ${component.matcher ?? ''} ${component.type} ${component.command ?? component.url ?? ''}`,
          ];
        case 'mcp-server':
          return [
            `mcpServers ${name} ${component.transport} ${component.command ?? component.url ?? component.bundle}`,
          ];
        case 'lsp-server':
          return [`lspServers ${name} ${component.command}`];
        case 'monitor':
          return [`monitors ${name} ${component.command}`];
        default:
          return component.kind in listedByName ? [`${listedByName[component.kind]} ${name}`] : [];
      }
    })
    .sort();
}
