import type { JsonPath } from '../../plugin/json.ts';
import { quote } from '../diagnostic.ts';
import { authorShape } from './manifest-shape.ts';
import {
  flag,
  isObject,
  kindOf,
  label,
  listOf,
  mapOf,
  objectOf,
  type Shape,
  type ShapeIssue,
  text,
} from './shape.ts';

// What the client accepts in a marketplace's manifest: https://code.claude.com/docs/en/plugin-marketplaces#marketplace-schema

const words = (field: string) => text(`Write "${field}" as text in quotes`);

/** The fields of the manifest itself. The name, the entries and what they hold are judged apart. */
export const marketplaceShape: Shape = objectOf(
  {
    required: {
      owner: ownerShape,
      plugins: (value, path, report) => {
        if (Array.isArray(value)) {
          for (const [index, entry] of value.entries()) {
            if (isObject(entry)) continue;
            report({
              path: [...path, index],
              message: `Expected ${quote(label([...path, index]))} to be an object, but it is ${kindOf(entry)}.`,
              fix: 'Write { "name": "my-plugin", "source": "./plugins/my-plugin" }.',
            });
          }
        } else
          listOf(ownerShape, 'Write "plugins": [{ "name": "my-plugin", "source": "./plugins/my-plugin" }]')(
            value,
            path,
            report,
          );
      },
    },
    optional: {
      $schema: words('$schema'),
      description: words('description'),
      version: words('version'),
      metadata: objectOf(
        {
          optional: {
            description: words('description'),
            version: words('version'),
            pluginRoot: text('Write a folder of the marketplace: "pluginRoot": "./plugins"'),
          },
        },
        'Write "metadata" as an object, or remove it',
      ),
      renames: mapOf((value, path, report) => {
        if (value !== null)
          text('Write the new name in quotes, or null for a plugin that was removed')(value, path, report);
      }, 'Write "renames": { "old-name": "new-name" }'),
      allowCrossMarketplaceDependenciesOn: listOf(
        text('Write the name of a marketplace in quotes'),
        'Write a list of names of marketplaces',
      ),
      forceRemoveDeletedPlugins: flag('Write true or false'),
    },
  },
  'Write { "name": "my-marketplace", "owner": { "name": "Your Name" }, "plugins": [] }',
);

function ownerShape(value: unknown, path: JsonPath, report: (issue: ShapeIssue) => void): void {
  authorShape(value, path, (issue) => report({ ...issue, fix: issue.fix.replace('"author"', '"owner"') }));
}

/** Fields of the manifest, and of `metadata` in it. */
export const marketplaceFields: readonly string[] = [
  'name',
  'owner',
  'plugins',
  '$schema',
  'description',
  'version',
  'metadata',
  'renames',
  'allowCrossMarketplaceDependenciesOn',
  'forceRemoveDeletedPlugins',
];
export const marketplaceMetadataFields: readonly string[] = ['description', 'version', 'pluginRoot'];
