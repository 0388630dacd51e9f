import type { Fields } from '../plugin/kinds/fields.ts';
import { anyKinds } from '../plugin/kinds/list.ts';
import { caseBlind } from '../plugin/kinds/vocabulary.ts';

type Schema = Readonly<Record<string, unknown>>;

const place = {
  file: { description: 'Path inside the plugin.', type: 'string' },
  line: { description: 'From 1.', type: 'integer', minimum: 1 },
};

const tokens = {
  description: 'Estimated tokens: characters / 4.',
  type: 'object',
  required: ['alwaysOn', 'onInvoke'],
  additionalProperties: false,
  properties: {
    alwaysOn: { description: 'In every session.', type: 'integer', minimum: 0 },
    onInvoke: { description: 'When it is used.', type: 'integer', minimum: 0 },
  },
};

const trigger = {
  description: 'When it happens, where that is known.',
  type: 'object',
  required: ['when', 'by'],
  additionalProperties: false,
  properties: {
    when: {
      description:
        '"called": when Claude or a person asks for it. "opened": as a skill or command opens. "event:" is followed by an event of hooks, or by "install" or "enable". "never": nothing that is known reaches it.',
      type: 'string',
      pattern: '^(?:session-start|event:[A-Za-z]+|called|opened|never)$',
    },
    by: { description: 'What makes it happen, as "<path>:<line>".', type: 'string' },
  },
};

/** The JSON Schema of a component of any kind. Whoever refers to it adds `unevaluatedProperties: false`. */
export function componentSchema(): Schema {
  const kinds = anyKinds.flatMap(({ kind, component }) =>
    component === undefined ? [] : [{ kind, fields: component }],
  );
  return {
    title: 'Component',
    description: 'One thing that a plugin adds to Claude Code.',
    ...schemaOf(kinds, ['kind', 'name', 'file', 'line'], {
      name: { description: 'As Claude Code shows it.', type: 'string' },
      description: { type: 'string' },
      ...place,
      tokens,
    }),
  };
}

/** The JSON Schema of a capability of any kind. Whoever refers to it adds `unevaluatedProperties: false`. */
export function capabilitySchema(): Schema {
  const kinds = anyKinds.flatMap(({ kind, capability }) =>
    capability === undefined ? [] : [{ kind, fields: capability.fields }],
  );
  return {
    title: 'Capability',
    description: 'What installing a plugin lets it do, read from its content and never from its claims.',
    ...schemaOf(kinds, ['kind', 'summary', 'file', 'line'], {
      summary: { description: 'One sentence for someone who does not write plugins.', type: 'string' },
      ...place,
      trigger,
      platforms: {
        description: 'The only systems on which it is: those that find a file whatever the case of its name.',
        type: 'array',
        items: { enum: [...caseBlind] },
      },
      component: {
        description: 'The skill, command or other component that it happens for.',
        type: 'string',
      },
    }),
  };
}

function schemaOf(
  kinds: readonly { kind: string; fields: Fields }[],
  required: readonly string[],
  properties: Schema,
): Schema {
  return {
    type: 'object',
    required,
    properties: { kind: { enum: kinds.map(({ kind }) => kind) }, ...properties },
    oneOf: kinds.map(({ kind, fields }) => ({
      type: 'object',
      required: ['kind', ...Object.keys(fields).filter((key) => fields[key]?.optional === false)],
      properties: {
        kind: { const: kind },
        ...Object.fromEntries(Object.entries(fields).map(([key, { schema }]) => [key, schema])),
      },
    })),
  };
}
