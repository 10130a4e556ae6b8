// The pages in a real browser, without a gateway: live states, copying, the codes, both languages, keyboard, no JavaScript,
// lost connections, every width. Needs web_preview (./dev build) and Debian's chromium.
'use strict';

const assert = require('node:assert/strict');
const { after, before, beforeEach, describe, it } = require('node:test');
const { launch, Visitor, assertFits, assertFocusVisible, tabTo, kPhone, kDesktop } = require('./browser.cjs');
const { PageServer } = require('./page_server.cjs');

const kAddress = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const kConnection = [/Failed to load resource/, /ERR_/];

let browser;
let server;
before(async () => {
  server = await PageServer.start();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(() => server.reset());

const arrive = (options, expectedErrors) => Visitor.arrive(browser, server.base, options, expectedErrors);
const line = (page) => page.locator('[data-line]');
const settled = (page, text) => page.getByRole('status').filter({ hasText: text }).first().waitFor();
const connected = async () => {
  while (!server.streams.size) await new Promise((turn) => setImmediate(turn));
};

describe('every page in every state', () => {
  for (const lang of ['en', 'zh'])
    it(`fits phone, tablet and desktop in ${lang}, with a name for every control`, async () => {
      const visitor = await arrive();
      for (const name of server.pages()) {
        server.shown = name;
        const page = await visitor.open(`/page/${name}?lang=${lang}`);
        for (const viewport of [kPhone, { width: 768, height: 1024 }, kDesktop]) {
          await page.setViewportSize(viewport);
          await assertFits(page, `${name} at ${viewport.width}`);
        }
        const unnamed = await page.$$eval('button, a[href], input, [role=img]', (all) => all
          .filter((e) => e.checkVisibility())
          .filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels.length)))
          .map((e) => e.outerHTML));
        assert.deepEqual(unnamed, [], name);
        assert.equal(await page.locator('h1:visible').count(), 1, name);
        assert.equal(await page.locator('main:visible').count(), 1, name);
      }
      await visitor.leave();
    });

  it('is dark for who likes it dark', async () => {
    const ground = async (colorScheme) => {
      const visitor = await arrive({ colorScheme });
      const page = await visitor.open(server.checkoutPath());
      const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await visitor.leave();
      return colour;
    };
    assert.equal(await ground('light'), 'rgb(243, 244, 247)');
    assert.equal(await ground('dark'), 'rgb(12, 15, 20)');
  });
});

describe('the payer', () => {
  it('sees confirming and paid without a reload, and is taken back to the shop', async () => {
    const visitor = await arrive({ viewport: kPhone });
    const page = await visitor.open(server.checkoutPath());
    await connected();
    await page.evaluate(() => { window.sameDocument = true; });
    server.become('confirming', { confirmations: 1 });
    await settled(page, 'Payment seen, 1 of 12 confirmations');
    assert.equal(await page.getByText(kAddress.slice(0, 6)).isVisible(), false, 'nobody may pay twice');
    server.become('confirming', { confirmations: 11 });
    await settled(page, 'Payment seen, 11 of 12 confirmations');
    assert.equal(await page.getByRole('progressbar').getAttribute('value'), '11');
    server.become('paid', { return_url: server.base + '/thanks?order=1001' });
    await settled(page, 'Paid');
    assert.equal(await page.evaluate(() => window.sameDocument), true);
    assert.match(await page.title(), /^Paid · /);
    const back = page.getByRole('link', { name: 'Back to the shop' });
    assert.equal(await back.getAttribute('href'), server.base + '/thanks?order=1001');
    assert.match(await page.locator('[data-leaving-text]').textContent(), /in 3 s/);
    await page.waitForURL('**/thanks?order=1001');
    // The way back leads to the page and not around in a circle.
    await page.goBack();
    await settled(page, 'Paid');
    assert.equal(await page.locator('[data-leaving]').isVisible(), false);
    await visitor.leave();
  });

  it('can stay on the page', async () => {
    const visitor = await arrive();
    server.shown = 'paid';
    const page = await visitor.open(server.checkoutPath());
    await page.getByRole('button', { name: 'Stay here' }).click();
    assert.equal(await page.locator('[data-leaving]').isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Back to the shop');
    await visitor.leave();
  });

  it('who comes back after it was paid long ago is left in peace', async () => {
    const visitor = await arrive();
    const page = await visitor.open(server.checkoutPath());
    await connected();
    server.become('paid', { paid_ago: 86400 });
    await settled(page, 'Paid');
    assert.equal(await page.locator('[data-leaving]').isVisible(), false);
    assert.equal(await page.getByRole('link', { name: 'Back to the shop' }).isVisible(), true);
    await visitor.leave();
  });

  it('is told when the network took the payment back, and sees again where to pay', async () => {
    const visitor = await arrive();
    server.shown = 'confirming';
    const page = await visitor.open(server.checkoutPath());
    await connected();
    server.become('waiting');
    await settled(page, 'The network took this payment back');
    assert.equal(await page.locator('[data-address]').innerText().then((t) => t.replace(/\s/g, '')), kAddress);
    await visitor.leave();
  });

  it('sees both figures when another amount arrives, and may still pay', async () => {
    const visitor = await arrive();
    const page = await visitor.open(server.checkoutPath());
    await connected();
    server.become('other_amount');
    const note = page.locator('[data-other=amount]');
    await note.waitFor();
    assert.match(await note.innerText(), /Expected\s*4\.25 USDT[\s\S]*Received\s*4\.2 USDT/);
    assert.equal(await page.locator('[data-address]').isVisible(), true);
    await visitor.leave();
  });

  it('learns what to do when the time is over', async () => {
    const visitor = await arrive({ locale: 'zh-CN' });
    const page = await visitor.open(server.checkoutPath());
    await connected();
    server.become('expired');
    await settled(page, '付款时间已过');
    assert.equal(await page.locator('[data-when=expired]').getByText('请不要再转一次').isVisible(), true);
    assert.equal(await page.locator('[data-address]').isVisible(), false);
    await visitor.leave();
  });

  it('sees the new amount at once when the order was made anew', async () => {
    const visitor = await arrive();
    const page = await visitor.open(server.checkoutPath());
    await connected();
    server.become('tron', { quote: 1 });
    await page.getByText('To this Tron address').waitFor();
    assert.equal(server.loads, 2);
    await visitor.leave();
  });

  it('copies just the digits and just the address', async () => {
    const visitor = await arrive({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await visitor.open(server.checkoutPath());
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy amount' }).click();
    await page.getByText('Copied').first().waitFor();
    assert.equal(await clipboard(), '4.25');
    await page.getByRole('button', { name: 'Copy address' }).click();
    await page.locator('.where').getByText('Copied').waitFor();
    assert.equal(await clipboard(), kAddress);
    await visitor.leave();
  });

  it('who selects the address by hand gets it without blanks', async () => {
    const visitor = await arrive();
    const page = await visitor.open(server.checkoutPath());
    const text = await page.evaluate(() => {
      getSelection().selectAllChildren(document.querySelector('[data-address]'));
      return getSelection().toString();
    });
    assert.equal(text, kAddress);
    await visitor.leave();
  });

  it('switches the code between wallet and plain address, by mouse and by keyboard', async () => {
    const visitor = await arrive();
    const page = await visitor.open(server.checkoutPath());
    const wallet = page.getByRole('img', { name: 'QR code of the payment' });
    const plain = page.getByRole('img', { name: 'QR code of the address' });
    assert.deepEqual([await wallet.isVisible(), await plain.isVisible()], [true, false]);
    await page.getByText('Address only', { exact: true }).click();
    assert.deepEqual([await wallet.isVisible(), await plain.isVisible()], [false, true]);
    await page.keyboard.press('ArrowLeft');
    assert.deepEqual([await wallet.isVisible(), await plain.isVisible()], [true, false]);
    await visitor.leave();
  });

  it('can open the wallet from a phone, and is not offered that on a desktop', async () => {
    const phone = await arrive({ viewport: kPhone, hasTouch: true, isMobile: true });
    const link = (await phone.open(server.checkoutPath())).getByRole('link', { name: 'Open in a wallet' });
    assert.match(await link.getAttribute('href'), /^ethereum:0x[0-9a-fA-F]{40}@1\/transfer\?address=0x[0-9a-fA-F]{40}&uint256=4250000$/);
    assert.equal(await link.isVisible(), true);
    await phone.leave();
    const desktop = await arrive();
    const page = await desktop.open(server.checkoutPath());
    assert.equal(await page.getByRole('link', { name: 'Open in a wallet' }).count(), 0);
    await desktop.leave();
  });

  it('sees the time run', async () => {
    const visitor = await arrive();
    await visitor.page.clock.install();
    const page = await visitor.open(server.checkoutPath());
    await connected();
    await page.getByRole('timer').filter({ hasText: '19:42' }).waitFor();
    await page.clock.runFor(62000);
    assert.match(await page.getByRole('timer').textContent(), /^18:4[01]$/);  // the last tick may be half a second ago
    await page.clock.runFor(20 * 60000);
    assert.equal(await page.getByRole('timer').textContent(), '00:00');
    await visitor.leave();
  });
});

describe('a bad connection', () => {
  it('is named, and forgotten when it is back', async () => {
    const visitor = await arrive({}, kConnection);
    const page = await visitor.open(server.checkoutPath());
    await connected();
    server.cut();
    await settled(page, 'Connection lost, still watching');
    assert.match(await line(page).textContent(), /Waiting for payment/);
    server.eventsWork = true;
    await connected();
    await page.getByText('Connection lost').waitFor({ state: 'hidden' });
    server.become('confirming');
    await settled(page, 'Payment seen');
    await visitor.leave();
  });

  it('that holds events back is overcome by asking', async () => {
    const visitor = await arrive();
    server.eventsHeldBack = true;
    const page = await visitor.open(server.checkoutPath());
    server.shown = 'confirming';
    await settled(page, 'Payment seen, 3 of 12 confirmations');
    await visitor.leave();
  });
});

describe('test mode', () => {
  it('pays with the keyboard alone and keeps the focus on the way', async () => {
    const visitor = await arrive();
    server.shown = 'test';
    const page = await visitor.open(server.checkoutPath());
    await connected();
    await tabTo(page, '[data-play] button');
    await assertFocusVisible(page);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Paying…' }).waitFor();
    assert.deepEqual(server.posts, ['/demo/pay/tq3zKd8WmPx0RbN41c?lang=en']);
    server.become('confirming');
    await settled(page, 'Payment seen');
    assert.match(await page.evaluate(() => document.activeElement.textContent), /^Payment seen/);
    server.become('paid', { return_url: server.base + '/thanks' });
    await settled(page, 'Paid');
    assert.equal(await page.getByRole('link', { name: 'View transaction' }).count(), 0, 'no explorer knows the test chain');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Back to the shop');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/thanks');
    await visitor.leave();
  });

  it('says when paying failed and lets the visitor try again', async () => {
    const visitor = await arrive({}, kConnection);
    server.shown = 'test';
    server.pay = () => 503;
    const page = await visitor.open(server.checkoutPath());
    const button = page.getByRole('button', { name: 'Pay with play money' });
    await button.click();
    await page.getByText('That did not work').waitFor();
    server.pay = () => 204;
    await button.click();
    await page.getByText('That did not work').waitFor({ state: 'hidden' });
    assert.equal(server.posts.length, 2);
    await visitor.leave();
  });
});

describe('without JavaScript', () => {
  it('everything that matters is there, and the page loads itself again', async () => {
    const visitor = await arrive({ javaScriptEnabled: false, viewport: kPhone });
    const page = await visitor.open(server.checkoutPath());
    for (const text of ['Waiting for payment', '4.25', '28.80 CNY', 'To this Ethereum address', '19:42'])
      assert.equal(await page.getByText(text).first().isVisible(), true, text);
    assert.equal((await page.locator('[data-address]').innerText()).replace(/\s/g, ''), kAddress);
    assert.equal(await page.getByRole('img', { name: 'QR code of the payment' }).isVisible(), true);
    assert.equal(await page.getByRole('button', { name: 'Copy amount' }).count(), 0, 'a button that does nothing');
    await page.getByText('Address only', { exact: true }).click();
    assert.equal(await page.getByRole('img', { name: 'QR code of the address' }).isVisible(), true);
    server.shown = 'confirming';
    await page.getByText('Payment seen, 3 of 12 confirmations').waitFor();  // by its own refresh
    await visitor.leave();
  });

  it('play money is a plain form', async () => {
    const visitor = await arrive({ javaScriptEnabled: false });
    server.shown = 'test';
    server.pay = () => {
      server.shown = 'paid';
      return 303;
    };
    const page = await visitor.open(server.checkoutPath('?lang=zh'));
    await page.getByRole('button', { name: '用测试币付款' }).click();
    await page.getByText('已付款').first().waitFor();
    await visitor.leave();
  });
});

describe('languages', () => {
  it('follow the browser, and the switch, and stay in the address', async () => {
    const visitor = await arrive({ locale: 'zh-CN' });
    const page = await visitor.open(server.checkoutPath());
    assert.equal(await line(page).textContent(), '等待付款');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByText('Waiting for payment').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.reload();
    assert.equal(await line(page).textContent(), 'Waiting for payment');
    await page.getByRole('link', { name: '中文' }).click();
    await page.getByText('等待付款').waitFor();
    await visitor.leave();
  });
});

describe('what a first load costs', () => {
  it('is at most 60 KB in the browser as well, all in all', async () => {
    const visitor = await arrive();
    server.shown = 'other_amount';
    const page = await visitor.open(server.checkoutPath());
    const loaded = await page.evaluate(() => ['navigation', 'resource']
      .flatMap((type) => performance.getEntriesByType(type))
      .map((entry) => ({ path: new URL(entry.name).pathname, bytes: entry.decodedBodySize })));
    for (const part of [/^\/pay\//, /app\.css$/, /app\.js$/])
      assert.ok(loaded.some((entry) => part.test(entry.path) && entry.bytes > 1000), String(part));
    // The icon does not show up in the page's own list.
    const icon = await page.locator('link[rel=icon]').getAttribute('href');
    const iconBytes = (await (await fetch(server.base + icon)).arrayBuffer()).byteLength;
    const bytes = loaded.reduce((sum, entry) => sum + entry.bytes, iconBytes);
    assert.ok(bytes <= 60 * 1024, String(bytes));
    await visitor.leave();
  });
});

describe('motion', () => {
  it('stops for who asked for less of it', async () => {
    const visitor = await arrive({ reducedMotion: 'reduce' });
    const page = await visitor.open(server.checkoutPath());
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    await visitor.leave();
  });
});

describe("the demo's shop", () => {
  it('shows the callback when it arrives, without a reload', async () => {
    const visitor = await arrive();
    server.shown = 'shop_awaiting';
    const page = await visitor.open('/demo');
    await page.getByText('Waiting for the gateway’s callback…').waitFor();
    await page.evaluate(() => { window.sameDocument = true; });
    server.shown = 'shop_verified';
    await page.getByText('Signature verified').waitFor();
    assert.equal(await page.locator('[data-signature]').innerText(), '1cd4b52df5587cfb1968b0c0c6e156cd');
    assert.equal(JSON.parse(await page.locator('[data-body]').innerText()).status, 2);
    assert.equal(await page.evaluate(() => window.sameDocument), true);
    await visitor.leave();
  });
});
