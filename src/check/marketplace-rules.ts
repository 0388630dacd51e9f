import type { MarketplaceRule } from './rule.ts';
import { rule as marketplaceEntryDuplicate } from './rules/marketplace-entry-duplicate/rule.ts';
import { rule as marketplaceEntryInvalid } from './rules/marketplace-entry-invalid/rule.ts';
import { rule as marketplaceEntryNameMisleading } from './rules/marketplace-entry-name-misleading/rule.ts';
import { rule as marketplaceEntryNameRefused } from './rules/marketplace-entry-name-refused/rule.ts';
import { rule as marketplaceFieldInvalid } from './rules/marketplace-field-invalid/rule.ts';
import { rule as marketplaceFieldUnknown } from './rules/marketplace-field-unknown/rule.ts';
import { rule as marketplaceIncomplete } from './rules/marketplace-incomplete/rule.ts';
import { rule as marketplaceManifestInvalid } from './rules/marketplace-manifest-invalid/rule.ts';
import { rule as marketplaceNameNotPortable } from './rules/marketplace-name-not-portable/rule.ts';
import { rule as marketplaceNameRefused } from './rules/marketplace-name-refused/rule.ts';
import { rule as marketplaceNameReserved } from './rules/marketplace-name-reserved/rule.ts';
import { rule as marketplaceRelevanceInvalid } from './rules/marketplace-relevance-invalid/rule.ts';
import { rule as marketplaceRenameUnresolved } from './rules/marketplace-rename-unresolved/rule.ts';
import { rule as marketplaceSourceBlocked } from './rules/marketplace-source-blocked/rule.ts';
import { rule as marketplaceSourceInvalid } from './rules/marketplace-source-invalid/rule.ts';
import { rule as marketplaceSourceMissing } from './rules/marketplace-source-missing/rule.ts';
import { rule as marketplaceSourceUnread } from './rules/marketplace-source-unread/rule.ts';
import { rule as marketplaceVersionMismatch } from './rules/marketplace-version-mismatch/rule.ts';

/** All rules about a marketplace's manifest, sorted by id. */
export const marketplaceRules: readonly MarketplaceRule[] = [
  marketplaceEntryDuplicate,
  marketplaceEntryInvalid,
  marketplaceEntryNameMisleading,
  marketplaceEntryNameRefused,
  marketplaceFieldInvalid,
  marketplaceFieldUnknown,
  marketplaceIncomplete,
  marketplaceManifestInvalid,
  marketplaceNameNotPortable,
  marketplaceNameRefused,
  marketplaceNameReserved,
  marketplaceRelevanceInvalid,
  marketplaceRenameUnresolved,
  marketplaceSourceBlocked,
  marketplaceSourceInvalid,
  marketplaceSourceMissing,
  marketplaceSourceUnread,
  marketplaceVersionMismatch,
];
