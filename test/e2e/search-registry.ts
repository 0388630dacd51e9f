import type { Registry } from '../../src/registry/registry.ts';
import { grown } from '../../src/site/search/quality/catalog.ts';
import { fixtureRegistry } from '../fixture-marketplace.ts';
import { hostileRegistry } from './hostile-registry.ts';

/** The registry of the fixture marketplace. */
export const own: Registry = fixtureRegistry();
/** The plugins of the fixture marketplace among generated ones. */
export const registry: Registry = grown(own, 300);
/** A registry whose every string is an attack. */
export const hostile: Registry = hostileRegistry(own);
