import { expect, test } from 'vitest';
import { describeSites } from './catalog-sites.ts';
import { withPage } from './kept-pages.ts';

describeSites('hostile content in Chromium', ['full', 'hostile'], (sites) => {
  const { open } = sites;
  test('no string of a registry becomes markup, script or an unsafe link', async () => {
    for (const path of [
      '',
      'plugins/',
      'plugins/hostile/',
      'plugins/hostile/can-do/',
      'authors/',
      'categories/other/',
    ])
      await open(sites.hostile, path, async (page) => {
        expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
        expect(
          await page
            .locator(
              'main :is(img, iframe, object, embed, svg, [onerror], [onload]), script:not([src]):not([type="application/ld+json"])',
            )
            .count(),
        ).toBe(0);
        const hrefs = await page
          .locator('a')
          .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
        expect(hrefs.length).toBeGreaterThan(3);
        for (const href of hrefs) expect(href).toMatch(/^(https:\/\/github\.com\/|\/|#|can-do\/)/);
      });
    await open(sites.hostile, 'plugins/hostile/', async (page) => {
      expect(await page.locator('main').innerText()).toContain('<script>globalThis.hacked=1</script>');
      expect(await page.locator('main').innerText()).not.toContain('\u202e');
    });
  });

  test('no README does', async () => {
    await open(sites.full, 'plugins/hostile/', async (page) => {
      expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
      const readme = page.locator('#readme ~ .prose');
      expect(
        await readme
          .locator('img, svg, iframe, style, script, [style], [onload], [id="content"], .notice')
          .count(),
      ).toBe(0);
      expect(await page.locator('#content').count()).toBe(1);
      expect(await readme.innerText()).toContain('covers all');
      const hrefs = await readme
        .locator('a')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
      expect(hrefs.length).toBeGreaterThan(3);
      for (const href of hrefs)
        expect(href).toMatch(
          /^(?:https:\/\/example\.org\/|https:\/\/tracker\.example\/pixel\.png|https:\/\/github\.com\/tests\/marketplace\/blob\/[0-9a-f]{40}\/plugins\/hostile\/)/,
        );
    });
  });

  test('the policy of the page lets no other script in', async () => {
    await withPage(sites.browser, {}, async (page) => {
      const blocked: string[] = [];
      page.on('console', (message) => blocked.push(message.text()));
      await page.goto(sites.full.address('plugins/hostile/'));
      await page.evaluate(`(() => {
          const script = document.createElement('script');
          script.textContent = 'globalThis.hacked = 1';
          document.body.append(script);
          document.body.insertAdjacentHTML('beforeend', '<img src="https://tracker.example/x.png" onerror="globalThis.hacked = 1"><p style="color: red">x</p>');
        })()`);
      await expect.poll(() => blocked.length).toBeGreaterThanOrEqual(3);
      expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    });
  });
});
