/** Tests, examples and documents: no part of what a plugin does, unless something that runs leads there. */
export function isAside(path: string): boolean {
  return (
    /(?:^|\/)(?:tests?|__tests__|spec|specs|fixtures?|examples?|samples?|docs?|templates?|node_modules|evals?)\//i.test(
      path,
    ) ||
    /(?:^|\/)(?:test_[^/]+|conftest)\.py$|[._-](?:test|spec)\.\w+$|_test\.(?:go|py|rb)$|\.bats$/i.test(path)
  );
}
