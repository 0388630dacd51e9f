import { describe, expect, test } from 'vitest';
import { aPlugin, attack, hostilePlugin } from '../../../test/registries.ts';
import { elements, parseXml } from '../../../test/well-formed.ts';
import { badgeColors, badgeEndpoint, badgeOf, badgeSvg } from './badges.ts';

const failed = { status: 'error', ruleset: 'a'.repeat(64), errors: 1, warnings: 0, infos: 0 } as const;
const yanked = [{ version: '1.0.0', reason: 'It deletes files.', date: '2026-01-02' }];
const deprecated = { reason: 'It is old.', date: '2026-01-01' };

describe('what a badge says', () => {
  test.each([
    ['1.0.0 · passed', badgeColors.ok, aPlugin('one', { version: '1.0.0' })],
    ['passed', badgeColors.ok, aPlugin('one')],
    ['1.0.0 · deprecated', badgeColors.deprecated, aPlugin('one', { version: '1.0.0', deprecated })],
    ['1.0.0 · withdrawn', badgeColors.withdrawn, aPlugin('one', { version: '1.0.0', deprecated, yanked })],
    ['1.0.1 · passed', badgeColors.ok, aPlugin('one', { version: '1.0.1', yanked })],
    [
      '1.0.0 · not passed',
      badgeColors.error,
      aPlugin('one', { version: '1.0.0', deprecated, check: failed }),
    ],
  ])('%s', (message, color, plugin) => {
    expect(badgeEndpoint(badgeOf(plugin, 'The Shop'))).toEqual({
      schemaVersion: 1,
      label: 'The Shop',
      message,
      color,
    });
  });

  test('a version that is none stays short', () => {
    const { message } = badgeOf(aPlugin('one', { version: attack }), 'The Shop');
    expect(message.length).toBeLessThan(40);
    expect(message).toMatch(/ · passed$/);
  });
});

describe('its picture', () => {
  test('is one sentence to a screen reader, holds no markup of an author and fetches nothing', () => {
    const badge = badgeOf(hostilePlugin(), attack);
    const svg = badgeSvg(badge);
    const root = parseXml(svg);
    expect(root.attributes).toMatchObject({ role: 'img', 'aria-label': `${badge.label}: ${badge.message}` });
    expect(elements(root, 'title').map(({ text }) => text)).toEqual([`${badge.label}: ${badge.message}`]);
    expect(elements(root, 'text').map(({ text }) => text)).toEqual([badge.label, badge.message]);
    const names = new Set(
      root.children.flatMap(function all(child): string[] {
        return [child.name, ...child.children.flatMap(all)];
      }),
    );
    expect(names).toEqual(new Set(['title', 'clipPath', 'g', 'rect', 'text']));
    expect(svg.match(/https?:\/\/[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
    expect(svg).not.toMatch(/href|url\((?!#)/);
  });

  test('gives each half the room that its words take', () => {
    const root = parseXml(badgeSvg(badgeOf(aPlugin('one', { version: '10.20.30' }), 'The Shop')));
    const [label, message] = elements(root, 'text');
    const width = Number(root.attributes.width);
    const end = Number(message?.attributes.x) + Number(message?.attributes.textLength);
    expect(Number(label?.attributes.x) + Number(label?.attributes.textLength)).toBeLessThan(
      Number(message?.attributes.x),
    );
    expect(end).toBeLessThan(width);
    expect(width).toBeGreaterThan(100);
    expect(width).toBeLessThan(250);
  });

  test('has enough contrast in every colour', () => {
    const light = (hex: string) => {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    for (const color of Object.values(badgeColors))
      expect(1.05 / (light(color) + 0.05), color).toBeGreaterThanOrEqual(4.5);
  });
});
