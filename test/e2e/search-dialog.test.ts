import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { withPage } from './kept-pages.ts';
import { describeSearch, eventually, says } from './search-pages.ts';

describeSearch('the dialog that searches from any page, in Chromium', (pages) => {
  const { visit } = pages;

  test('a dialog opens on any other page, finds what the first page finds, and leads on', async () => {
    const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search plugins' });
    const said = (page: Page) => dialog(page).getByRole('status').innerText();
    await visit('plugins/some/', async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('kubern');
      await eventually(() => dialog(page).locator('a').first().getAttribute('href')).toMatch(
        /plugins\/kubernetes-/,
      );
      await eventually(() => said(page)).toMatch(/^\d+ plugins$/);
      await page.keyboard.press('ArrowDown');
      expect(await page.locator(':focus').getAttribute('href')).toMatch(/plugins\/kubernetes-/);
      await page.keyboard.press('ArrowUp');
      expect(await page.locator(':focus').getAttribute('id')).toBe('quick-q');
      await page.keyboard.press('Escape');
      await eventually(() => dialog(page).isVisible()).toBe(false);
      await page.keyboard.press('Control+K');
      await eventually(() => dialog(page).isVisible()).toBe(true);
      await page.locator('#quick-q').fill('inspect network');
      const component = dialog(page).getByRole('list', { name: /^Of / }).getByRole('link').first();
      await eventually(() => component.innerText()).toBe('inspect-network');
      expect(await component.getAttribute('href')).toMatch(
        /plugins\/network-logger\/#skill-network-logger-inspect-network$/,
      );
      await page.locator('#quick-q').fill('zqxzqx');
      await eventually(() => said(page)).toMatch(/^Nothing was found for “zqxzqx”/);
      await page.locator('#quick-q').fill('kubernetes');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/?q=kubernetes');
      await says(page, 'for “kubernetes”');
    });
  });

  test('the dialog gives back what it took: the place on the page, and the focus', async () => {
    await visit('plugins/some/', async (page) => {
      await page.evaluate(`document.querySelector('main').style.paddingTop = '3000px'`);
      const button = page.getByRole('button', { name: 'Keyboard' });
      const scroll = () => page.evaluate('Math.round(scrollY)');
      await button.focus();
      await page.evaluate('scrollTo(0, 1500)');
      for (const key of ['/', 'Control+k']) {
        await page.keyboard.press(key);
        await page.locator('dialog[open]').waitFor();
        await page.keyboard.type('aws');
        expect(await scroll()).toBe(1500);
        await page.keyboard.press('Escape');
        expect(await scroll()).toBe(1500);
        expect(await page.evaluate('document.activeElement.textContent')).toBe('Keyboard');
      }
      await button.blur();
      await page.keyboard.press('/');
      await page.locator('dialog[open]').waitFor();
      await page.keyboard.press('Escape');
      await eventually(() => page.evaluate('document.activeElement === document.body')).toBe(true);
      await page.keyboard.press('/');
      await page.locator('dialog[open]').waitFor();
      expect(await page.inputValue('#quick-q')).toBe('aws');
    });
  });

  test('what is found while somebody is in the list is there when they come back to the field', async () => {
    await withPage(pages.browser, {}, async (page) => {
      let release = () => {};
      const released = new Promise<void>((done) => {
        release = done;
      });
      await page.route('**/engine.js', async (route) => {
        await released;
        await route.continue();
      });
      await page.goto(`${pages.site.address}plugins/some/`);
      await page.keyboard.press('/');
      await page.keyboard.type('network');
      const said = () => page.locator('dialog [role=status]').innerText();
      await eventually(said).toContain('by name');
      await page.keyboard.press('ArrowDown');
      const place = await page.locator(':focus').getAttribute('href');
      release();
      await page.waitForLoadState('networkidle');
      expect(await page.locator(':focus').getAttribute('href')).toBe(place);
      expect(await said()).toContain('by name');
      await page.keyboard.press('ArrowUp');
      await eventually(said).toMatch(/^\d+ plugins$/);
    });
  });

  test('only a click beside the dialog closes it', async () => {
    await visit('plugins/some/', async (page) => {
      await page.keyboard.press('/');
      const dialog = page.locator('dialog[open]');
      await dialog.waitFor();
      const box = (await dialog.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.click(box.x + 6, box.y + box.height / 2);
      await page.mouse.move(box.x + 60, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x - 20, box.y + 60);
      await page.mouse.up();
      expect(await dialog.count()).toBe(1);
      await page.mouse.click(box.x - 20, box.y + 60);
      expect(await dialog.count()).toBe(0);
    });
  });

  test('in the list of the dialog the key of the search leads back to the field', async () => {
    await visit('plugins/some/', async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('aws');
      await page.locator('.search-suggestions a').first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('/');
      await eventually(() => page.locator(':focus').getAttribute('id')).toBe('quick-q');
      expect(await page.inputValue('#quick-q')).toBe('aws');
    });
  });

  test('a component of this very page is gone to', async () => {
    await visit('plugins/network-logger/', async (page) => {
      await page.keyboard.press('/');
      await page.locator('#quick-q').fill('inspect network');
      const dialog = page.getByRole('dialog', { name: 'Search plugins' });
      await dialog.getByRole('link', { name: 'inspect-network', exact: true }).press('Enter');
      await eventually(() => dialog.isVisible()).toBe(false);
      expect(new URL(page.url()).hash).toBe('#skill-network-logger-inspect-network');
    });
  });

  test('no two suggestions lead to the same', async () => {
    await visit('plugins/some/', async (page) => {
      await page.keyboard.press('/');
      const links = page.locator('.search-suggestions a');
      for (const query of ['waterfall', 'Network Waterfall', 'waterf']) {
        await page.locator('#quick-q').fill(query);
        await eventually(() => links.last().innerText()).toContain(query);
        const found = await links.evaluateAll((all) =>
          all.map((one) => (one.getAttribute('href') ?? '').toLowerCase()),
        );
        expect(found.length).toBeGreaterThan(query === 'waterf' ? 1 : 0);
        expect(new Set(found).size, found.join(' ')).toBe(found.length);
      }
    });
  });

  test('? lists the keys, and single keys can be switched off for good', async () => {
    await visit('plugins/some/', async (page) => {
      await page.keyboard.press('?');
      const keys = page.getByRole('dialog', { name: 'Keyboard' });
      await keys.waitFor();
      expect(await keys.innerText()).toContain('Ctrl K or ⌘ K');
      await keys.getByLabel(/Single keys/).uncheck();
      await page.keyboard.press('Escape');
      await page.keyboard.press('/');
      await page.keyboard.press('?');
      expect(await page.locator('dialog[open]').count()).toBe(0);
      await page.reload();
      await page.keyboard.press('/');
      // The list takes as long to open as the dialog would have.
      await page.getByRole('button', { name: 'Keyboard' }).click();
      await keys.waitFor();
      expect(await page.locator('dialog[open]').count()).toBe(1);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.locator('dialog[open]').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Keyboard' }).click();
      await keys.getByLabel(/Single keys/).check();
      await page.keyboard.press('Escape');
      await page.keyboard.press('/');
      await page.locator('dialog[open]').waitFor();
    });
  });
});
