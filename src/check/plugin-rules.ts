import type { FolderRule, PluginRule } from './rule.ts';
import { rule as agentConfigChanged } from './rules/agent-config-changed/rule.ts';
import { rule as agentFieldIgnored } from './rules/agent-field-ignored/rule.ts';
import { rule as allowedToolsUnrestricted } from './rules/allowed-tools-unrestricted/rule.ts';
import { rule as approvalUnconditional } from './rules/approval-unconditional/rule.ts';
import { rule as channelUnmatched } from './rules/channel-unmatched/rule.ts';
import { rule as checkIncomplete } from './rules/check-incomplete/rule.ts';
import { rule as codeEncoded } from './rules/code-encoded/rule.ts';
import { rule as componentDuplicate } from './rules/component-duplicate/rule.ts';
import { rule as componentMisplaced } from './rules/component-misplaced/rule.ts';
import { rule as componentUnread } from './rules/component-unread/rule.ts';
import { rule as configInvalid } from './rules/config-invalid/rule.ts';
import { rule as dependencyCycle } from './rules/dependency-cycle/rule.ts';
import { rule as dependencyNotAllowed } from './rules/dependency-not-allowed/rule.ts';
import { rule as dependencyUnknown } from './rules/dependency-unknown/rule.ts';
import { rule as dependencyUnsatisfied } from './rules/dependency-unsatisfied/rule.ts';
import { rule as descriptionLength } from './rules/description-length/rule.ts';
import { rule as downloadExecuted } from './rules/download-executed/rule.ts';
import { rule as downloadUnpinned } from './rules/download-unpinned/rule.ts';
import { rule as fileBinary } from './rules/file-binary/rule.ts';
import { rule as fileGenerated } from './rules/file-generated/rule.ts';
import { rule as fileSpecial } from './rules/file-special/rule.ts';
import { rule as fileTooLarge } from './rules/file-too-large/rule.ts';
import { rule as fileUnread } from './rules/file-unread/rule.ts';
import { rule as filesTooDeep } from './rules/files-too-deep/rule.ts';
import { rule as filesTooMany } from './rules/files-too-many/rule.ts';
import { rule as folderUnrecognised } from './rules/folder-unrecognised/rule.ts';
import { rule as frontmatterAliasBomb } from './rules/frontmatter-alias-bomb/rule.ts';
import { rule as frontmatterFieldInvalid } from './rules/frontmatter-field-invalid/rule.ts';
import { rule as frontmatterInvalid } from './rules/frontmatter-invalid/rule.ts';
import { rule as frontmatterMissing } from './rules/frontmatter-missing/rule.ts';
import { rule as hookInvalid } from './rules/hook-invalid/rule.ts';
import { rule as hookPathUnquoted } from './rules/hook-path-unquoted/rule.ts';
import { rule as hostNotAllowed } from './rules/host-not-allowed/rule.ts';
import { rule as hostUndeclared } from './rules/host-undeclared/rule.ts';
import { rule as instructionHidden } from './rules/instruction-hidden/rule.ts';
import { rule as jsonDuplicateKey } from './rules/json-duplicate-key/rule.ts';
import { rule as jsonInvalid } from './rules/json-invalid/rule.ts';
import { rule as keywordsTooMany } from './rules/keywords-too-many/rule.ts';
import { rule as licenseFileMissing } from './rules/license-file-missing/rule.ts';
import { rule as licenseMissing } from './rules/license-missing/rule.ts';
import { rule as licenseNotAllowed } from './rules/license-not-allowed/rule.ts';
import { rule as licenseUnknown } from './rules/license-unknown/rule.ts';
import { rule as linkBroken } from './rules/link-broken/rule.ts';
import { rule as linkOutside } from './rules/link-outside/rule.ts';
import { rule as linkShared } from './rules/link-shared/rule.ts';
import { rule as linkSymbolic } from './rules/link-symbolic/rule.ts';
import { rule as linkUnsafeScheme } from './rules/link-unsafe-scheme/rule.ts';
import { rule as listingInvalid } from './rules/listing-invalid/rule.ts';
import { rule as lspFileInvalid } from './rules/lsp-file-invalid/rule.ts';
import { rule as manifestFieldInvalid } from './rules/manifest-field-invalid/rule.ts';
import { rule as manifestFieldUnknown } from './rules/manifest-field-unknown/rule.ts';
import { rule as manifestIncomplete } from './rules/manifest-incomplete/rule.ts';
import { rule as manifestMissing } from './rules/manifest-missing/rule.ts';
import { rule as manifestUnreadable } from './rules/manifest-unreadable/rule.ts';
import { rule as mcpServerInvalid } from './rules/mcp-server-invalid/rule.ts';
import { rule as mcpUrlInsecure } from './rules/mcp-url-insecure/rule.ts';
import { rule as monitorInvalid } from './rules/monitor-invalid/rule.ts';
import { rule as nameFolderMismatch } from './rules/name-folder-mismatch/rule.ts';
import { rule as nameImpersonation } from './rules/name-impersonation/rule.ts';
import { rule as nameNotKebabCase } from './rules/name-not-kebab-case/rule.ts';
import { rule as namePattern } from './rules/name-pattern/rule.ts';
import { rule as nameRefused } from './rules/name-refused/rule.ts';
import { rule as nameRemoved } from './rules/name-removed/rule.ts';
import { rule as nameReserved } from './rules/name-reserved/rule.ts';
import { rule as nameSimilar } from './rules/name-similar/rule.ts';
import { rule as nameTooClose } from './rules/name-too-close/rule.ts';
import { rule as pathCaseClash } from './rules/path-case-clash/rule.ts';
import { rule as pathCaseMismatch } from './rules/path-case-mismatch/rule.ts';
import { rule as pathHiddenCharacter } from './rules/path-hidden-character/rule.ts';
import { rule as pathInvalid } from './rules/path-invalid/rule.ts';
import { rule as pathMissing } from './rules/path-missing/rule.ts';
import { rule as pathNotPortable } from './rules/path-not-portable/rule.ts';
import { rule as pathTooLong } from './rules/path-too-long/rule.ts';
import { rule as pathUnusable } from './rules/path-unusable/rule.ts';
import { rule as pluginTooLarge } from './rules/plugin-too-large/rule.ts';
import { rule as pluginsMissing } from './rules/plugins-missing/rule.ts';
import { rule as pluginsStray } from './rules/plugins-stray/rule.ts';
import { rule as prerequisiteDownloaded } from './rules/prerequisite-downloaded/rule.ts';
import { rule as readmeMissing } from './rules/readme-missing/rule.ts';
import { rule as readmeTooComplex } from './rules/readme-too-complex/rule.ts';
import { rule as readmeTooShort } from './rules/readme-too-short/rule.ts';
import { rule as scriptLineEndings } from './rules/script-line-endings/rule.ts';
import { rule as scriptMissing } from './rules/script-missing/rule.ts';
import { rule as scriptNotExecutable } from './rules/script-not-executable/rule.ts';
import { rule as scriptUnrooted } from './rules/script-unrooted/rule.ts';
import { rule as secretExposed } from './rules/secret-exposed/rule.ts';
import { rule as secretSent } from './rules/secret-sent/rule.ts';
import { rule as settingsInvalid } from './rules/settings-invalid/rule.ts';
import { rule as startupChanged } from './rules/startup-changed/rule.ts';
import { rule as templateTextLeft } from './rules/template-text-left/rule.ts';
import { rule as textHiddenUnicode } from './rules/text-hidden-unicode/rule.ts';
import { rule as textInvisibleCharacter } from './rules/text-invisible-character/rule.ts';
import { rule as themeInvalid } from './rules/theme-invalid/rule.ts';
import { rule as toolDescriptionInvalid } from './rules/tool-description-invalid/rule.ts';
import { rule as toolNameUnusable } from './rules/tool-name-unusable/rule.ts';
import { rule as toolSchemaUnportable } from './rules/tool-schema-unportable/rule.ts';
import { rule as toolsInvalid } from './rules/tools-invalid/rule.ts';
import { rule as toolsStale } from './rules/tools-stale/rule.ts';
import { rule as userConfigInShell } from './rules/user-config-in-shell/rule.ts';
import { rule as versionNotSemver } from './rules/version-not-semver/rule.ts';
import { rule as waiverInvalid } from './rules/waiver-invalid/rule.ts';

/** All rules that the check of a plugin needs: those about plugins and about folders. Sorted by id. */
export const pluginRules: readonly (PluginRule | FolderRule)[] = [
  agentConfigChanged,
  agentFieldIgnored,
  allowedToolsUnrestricted,
  approvalUnconditional,
  channelUnmatched,
  checkIncomplete,
  codeEncoded,
  componentDuplicate,
  componentMisplaced,
  componentUnread,
  configInvalid,
  dependencyCycle,
  dependencyNotAllowed,
  dependencyUnknown,
  dependencyUnsatisfied,
  descriptionLength,
  downloadExecuted,
  downloadUnpinned,
  fileBinary,
  fileGenerated,
  fileSpecial,
  fileTooLarge,
  fileUnread,
  filesTooDeep,
  filesTooMany,
  folderUnrecognised,
  frontmatterAliasBomb,
  frontmatterFieldInvalid,
  frontmatterInvalid,
  frontmatterMissing,
  hookInvalid,
  hookPathUnquoted,
  hostNotAllowed,
  hostUndeclared,
  instructionHidden,
  jsonDuplicateKey,
  jsonInvalid,
  keywordsTooMany,
  licenseFileMissing,
  licenseMissing,
  licenseNotAllowed,
  licenseUnknown,
  linkBroken,
  linkOutside,
  linkShared,
  linkSymbolic,
  linkUnsafeScheme,
  listingInvalid,
  lspFileInvalid,
  manifestFieldInvalid,
  manifestFieldUnknown,
  manifestIncomplete,
  manifestMissing,
  manifestUnreadable,
  mcpServerInvalid,
  mcpUrlInsecure,
  monitorInvalid,
  nameFolderMismatch,
  nameImpersonation,
  nameNotKebabCase,
  namePattern,
  nameRefused,
  nameRemoved,
  nameReserved,
  nameSimilar,
  nameTooClose,
  pathCaseClash,
  pathCaseMismatch,
  pathHiddenCharacter,
  pathInvalid,
  pathMissing,
  pathNotPortable,
  pathTooLong,
  pathUnusable,
  pluginTooLarge,
  pluginsMissing,
  pluginsStray,
  prerequisiteDownloaded,
  readmeMissing,
  readmeTooComplex,
  readmeTooShort,
  scriptLineEndings,
  scriptMissing,
  scriptNotExecutable,
  scriptUnrooted,
  secretExposed,
  secretSent,
  settingsInvalid,
  startupChanged,
  templateTextLeft,
  textHiddenUnicode,
  textInvisibleCharacter,
  themeInvalid,
  toolDescriptionInvalid,
  toolNameUnusable,
  toolSchemaUnportable,
  toolsInvalid,
  toolsStale,
  userConfigInShell,
  versionNotSemver,
  waiverInvalid,
];
