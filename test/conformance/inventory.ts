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

/** Our components in the client's words, sorted. */
export function ownInventory(components: readonly Component[]): string[] {
  return components
    .flatMap((component): string[] => {
      const { name } = component;
      switch (component.kind) {
        case 'skill':
          return [`skills ${name}`];
        case 'command':
          return [`commands ${name}`];
        case 'agent':
          return [`agents ${name}`];
        case 'output-style':
          return [`outputStyles ${name}`];
        case 'theme':
          return [`themes ${name}`];
        case 'executable':
          return [`bin ${name}`];
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
          return [];
      }
    })
    .sort();
}
