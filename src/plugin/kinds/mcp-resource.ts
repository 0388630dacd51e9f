import { optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { offered } from './offered.ts';

export const mcpResource = defineKind({
  kind: 'mcp-resource',
  component: {
    server: text('The MCP server that has the resource.'),
    title: optional(text('What people call it.')),
    uri: text('Its address, or the template of the addresses.'),
  },
  find(reading, found) {
    for (const list of ['resources', 'resourceTemplates'] as const)
      for (const { called, ...resource } of offered(reading, list))
        found.component({ ...resource, uri: called });
  },
});
