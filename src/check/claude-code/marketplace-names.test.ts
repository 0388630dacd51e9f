import { expect, it } from 'vitest';
import { isOfficialMarketplace, namePartProblem, reservedMarketplaceName } from './marketplace-names.ts';

it.each(['a', '9lives', 'A.b_c-d'])('%j can be part of a plugin@marketplace', (name) => {
  expect(namePartProblem(name)).toBeUndefined();
});

it.each<[unknown, string]>([
  [undefined, 'is missing'],
  ['', 'is empty'],
  [null, 'is null, not a string'],
  ['a b', 'may hold only letters'],
  ['-a', 'may hold only letters'],
  ['é', 'may hold only letters'],
  ['a@b', 'may hold only letters'],
])('%j cannot', (name, problem) => {
  expect(namePartProblem(name)).toContain(problem);
});

it.each([
  ['Inline', 'Claude Code provides itself'],
  ['Agent-Skills', "is reserved for one of Anthropic's own"],
  ['cla.ude-plugins-2', "passes as one of Anthropic's own"],
  ['my-official-claude', "passes as one of Anthropic's own"],
])('no marketplace may be called %j', (name, problem) => {
  expect(reservedMarketplaceName(name)).toContain(problem);
});

it.each(['my-claude-plugins', 'agent-skill', 'constructor'])('a marketplace may be called %j', (name) => {
  expect(reservedMarketplaceName(name)).toBeUndefined();
});

it("knows Anthropic's own marketplaces in any letter case", () => {
  expect(isOfficialMarketplace('Claude-Plugins-Official')).toBe(true);
  expect(isOfficialMarketplace('claude-plugins-unofficial')).toBe(false);
  expect(isOfficialMarketplace(['healthcare'])).toBe(false);
});
