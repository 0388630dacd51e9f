/** The page of a rule. */
export function docsOf(repository: string, rule: string): string {
  return `https://github.com/${repository}/blob/main/src/check/rules/${rule}/README.md`;
}
