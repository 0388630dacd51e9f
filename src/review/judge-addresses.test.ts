import { expect, test } from 'vitest';
import { ownerOf } from './judge-addresses.ts';

test.each([
  ['https://github.com/Ada/tool', 'github.com/ada'],
  ['https://www.github.com/ada/other#readme', 'github.com/ada'],
  ['git@github.com:ada/tool.git', 'github.com/ada'],
  ['git+https://github.com/ada/tool.git', 'github.com/ada'],
  ['ssh://git@github.com/ada/tool', 'github.com/ada'],
  ['github:ada/tool', 'github.com/ada'],
  ['ada/tool', 'github.com/ada'],
  ['https://raw.githubusercontent.com/ada/tool/main/x', 'github.com/ada'],
  ['https://ada.github.io/tool/', 'ada.github.io'],
  ['https://tool.example/docs', 'tool.example'],
  ['http://tool.example', 'tool.example'],
  ['https://tool.example.evil.example', 'tool.example.evil.example'],
  ['https://github.com@evil.example/ada/tool', 'evil.example'],
  ['https://www.npmjs.com/package/tool', 'npmjs.com/package/tool'],
  ['ada@example.com', 'ada@example.com'],
  ['no address', 'no address'],
])('%s belongs to %s', (address, owner) => {
  expect(ownerOf(address)).toBe(owner);
});
