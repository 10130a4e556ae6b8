// From the shop to *paid* against a running demo gateway, as a person clicks it: BEPUSDT_DEMO_URL names the shop page's
// server, for example http://127.0.0.1:8080 (bepusdt demo --listen 127.0.0.1:8080).
'use strict';

const assert = require('node:assert/strict');
const { after, before, describe, it } = require('node:test');
const { launch, Visitor, assertFits, assertFocusVisible, tabTo, kPhone, kDesktop } = require('./browser.cjs');

const kBase = process.env.BEPUSDT_DEMO_URL;
const kShop = '/demo';

let browser;
before(async () => {
  assert.ok(kBase, 'BEPUSDT_DEMO_URL must name a running demo gateway');
  browser = await launch();
});
after(async () => {
  if (browser) await browser.close();
});

const arrive = (options) => Visitor.arrive(browser, kBase, options);
const squeezed = (text) => text.replace(/\s/g, '');

// What the checkout page must tell before anything is paid. Gives the trade id.
async function assertCheckout(page) {
  await page.waitForURL('**/pay/**');
  assert.match(await page.locator('[data-digits]').innerText(), /^\d+(\.\d+)?$/);
  assert.match(squeezed(await page.locator('[data-address]').innerText()), /^0x[0-9a-fA-F]{40}$/);
  assert.match(await page.getByRole('timer').innerText(), /^(\d+:)?\d\d:\d\d$/);
  assert.ok(await page.locator('.codes [role=img]').first().isVisible(), 'a QR code');
  assert.ok(await page.locator('.band').isVisible(), 'the test mode band');
  return page.locator('[data-checkout]').getAttribute('data-trade');
}

async function assertVerifiedCallback(page, trade) {
  await page.locator('[data-verified=yes]').waitFor();
  const body = JSON.parse(await page.locator('[data-body]').innerText());
  assert.equal(body.trade_id, trade);
  assert.equal(body.status, 2);
  assert.match(body.block_transaction_id, /^0x[0-9a-f]{64}$/);
  assert.equal(await page.locator('[data-signature]').innerText(), body.signature);
}

describe('from the shop to paid', () => {
  for (const [name, viewport] of [['on a phone', kPhone], ['on a desktop', kDesktop]])
    it(`${name}: buy, pay with play money, paid live, back by itself, callback verified`, async () => {
      const visitor = await arrive({ viewport });
      const page = await visitor.open(kShop + '?lang=en');
      await assertFits(page, 'shop');
      await page.getByRole('button', { name: 'Buy' }).click();
      const trade = await assertCheckout(page);
      await assertFits(page, 'checkout');
      await page.evaluate(() => { window.sameDocument = true; });
      await page.getByRole('button', { name: 'Pay with play money' }).click();
      await page.locator('[data-state=paid]').waitFor();
      assert.equal(await page.evaluate(() => window.sameDocument), true, 'paid without a reload');
      assert.match(await page.locator('[data-hash]').innerText(), /^0x[0-9a-f]{64}$/);
      assert.ok(await page.getByRole('link', { name: 'Back to the shop' }).isVisible());
      await page.waitForURL('**' + kShop + '**');  // by itself, after three seconds
      await assertVerifiedCallback(page, trade);
      await visitor.leave();
    });

  it('by keyboard alone', async () => {
    const visitor = await arrive();
    const page = await visitor.open(kShop + '?lang=en');
    await tabTo(page, '[data-buy]');
    await assertFocusVisible(page);
    await page.keyboard.press('Enter');
    const trade = await assertCheckout(page);
    await tabTo(page, '[data-play] button');
    await assertFocusVisible(page);
    await page.keyboard.press('Enter');
    await page.locator('[data-state=paid]').waitFor();
    await page.waitForFunction(() => document.activeElement.matches('[data-return-link]'));
    await page.keyboard.press('Enter');
    await page.waitForURL('**' + kShop + '**');
    await assertVerifiedCallback(page, trade);
    await visitor.leave();
  });

  it('in Chinese, by the browser’s language and by the switch', async () => {
    const visitor = await arrive({ locale: 'zh-CN' });
    const page = await visitor.open(kShop);
    await page.getByRole('button', { name: '购买' }).click();
    await assertCheckout(page);
    assert.equal(await page.locator('[data-line]').innerText(), '等待付款');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByText('Waiting for payment').waitFor();
    await visitor.leave();
  });

  it('without JavaScript', async () => {
    const visitor = await arrive({ javaScriptEnabled: false });
    const page = await visitor.open(kShop + '?lang=en');
    await page.getByRole('button', { name: 'Buy' }).click();
    const trade = await assertCheckout(page);
    await page.getByRole('button', { name: 'Pay with play money' }).click();
    await page.locator('[data-state=paid]').waitFor({ timeout: 45000 });  // the page's own refresh, every ten seconds
    await page.getByRole('link', { name: 'Back to the shop' }).click();
    await assertVerifiedCallback(page, trade);
    await visitor.leave();
  });

  it('a second tab and a reload see the same truth', async () => {
    const visitor = await arrive();
    const page = await visitor.open(kShop + '?lang=en');
    await page.getByRole('button', { name: 'Buy' }).click();
    await assertCheckout(page);
    const amount = await page.locator('[data-digits]').innerText();
    const second = await visitor.context.newPage();
    await second.goto(page.url());
    assert.equal(await second.locator('[data-digits]').innerText(), amount);
    await page.getByRole('button', { name: 'Pay with play money' }).click();
    await page.locator('[data-state=paid]').waitFor();
    await second.locator('[data-state=paid]').waitFor();
    await second.getByRole('button', { name: 'Stay here' }).click();
    await second.reload();
    assert.ok(await second.locator('[data-state=paid]').isVisible());
    await visitor.leave();
  });
});
