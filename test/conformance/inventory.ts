import type { Component } from '../../src/plugin/plugin.ts';
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
    .flatMap(({ kind, name, matcher, type, target }): string[] => {
      switch (kind) {
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
            `hooks ${name} ${matcher ?? ''} ${type ?? ''} ${type === 'command' || type === 'http' ? (target ?? '') : ''}`,
          ];
        case 'mcp-server':
          return [`mcpServers ${name} ${type === 'bundle' ? 'mcpb' : (type ?? '')} ${target ?? ''}`];
        case 'lsp-server':
          return [`lspServers ${name} ${target ?? ''}`];
        case 'monitor':
          return [`monitors ${name} ${target ?? ''}`];
        default:
          return [];
      }
    })
    .sort();
}
