import { isObject } from '../../plugin/values.ts';
import type { Schema } from '../schema/validator.ts';
import type {
  Policy,
  ReviewSettings,
  MarketplaceConfig as WrittenConfig,
} from './schemas/marketplace-config.d.ts';
import schema from './schemas/marketplace-config.schema.json' with { type: 'json' };

export type { Policy, ReviewSettings } from './schemas/marketplace-config.d.ts';

/** Which changes of what takes effect pass without a person. */
export type MergedChanges = NonNullable<NonNullable<ReviewSettings['merge']>['changes']>;

/** `marketplace.config.json`, the owner's one file, with its defaults filled in. */
export type MarketplaceConfig = Omit<WrittenConfig, '$schema'> & { displayName: string };

/** What holds where the configuration says nothing: the defaults of its schema. */
export const defaultPolicy = defaultsOf(schema.$defs.policy) as Policy;

function defaultsOf({ properties }: Schema): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(properties as Readonly<Record<string, Schema>>)) {
    if (field.default !== undefined)
      defaults[key] = isObject(field.properties) ? defaultsOf(field) : field.default;
  }
  return defaults;
}

/** Logins of the people who maintain the marketplace itself: those named in its configuration, or the owner of its repository. */
export function curatorsOf({
  review,
  repository,
}: Pick<MarketplaceConfig, 'review' | 'repository'>): readonly string[] {
  return review?.curators ?? [repository.split('/')[0] as string];
}
