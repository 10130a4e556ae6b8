// A headless Chromium of Debian for the browser tests, with an empty profile, and visitors who notice what must never happen:
// an error on the console, a request to another host, a cookie.
'use strict';

const assert = require('node:assert/strict');
const { chromium } = require('playwright-core');

const kChromium = process.env.BEPUSDT_CHROMIUM || '/usr/bin/chromium';
const kPhone = { width: 360, height: 740 };
const kDesktop = { width: 1280, height: 900 };

async function launch() {
  return chromium.launch({
    executablePath: kChromium,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

// One visitor of `base`: a context and a page. `options` are Playwright's. `expectedErrors`: console errors that the test
// itself causes (a broken connection).
class Visitor {
  static async arrive(browser, base, options = {}, expectedErrors = []) {
    const visitor = new Visitor();
    visitor.base = base;
    visitor.context = await browser.newContext({ viewport: kDesktop, locale: 'en-US', ...options });
    visitor.context.setDefaultTimeout(15000);
    visitor.page = await visitor.context.newPage();
    visitor.errors = [];
    visitor.foreign = [];
    visitor.page.on('console', (message) => {
      if (message.type() === 'error' && !expectedErrors.some((e) => e.test(message.text()))) visitor.errors.push(message.text());
    });
    visitor.page.on('pageerror', (error) => visitor.errors.push(String(error)));
    visitor.page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(base).origin) visitor.foreign.push(request.url());
    });
    return visitor;
  }

  async open(path) {
    await this.page.goto(new URL(path, this.base).href);
    return this.page;
  }

  // Nothing that must never happen happened.
  async leave() {
    const cookies = await this.context.cookies();
    await this.context.close();
    assert.deepEqual(this.errors, [], 'errors on the console');
    assert.deepEqual(this.foreign, [], 'requests to other hosts');
    assert.deepEqual(cookies, [], 'cookies');
  }
}

async function assertFits(page, what) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0, what + ' is wider than the window');
}

// Tab until the element that matches has the focus; fails when the page has been walked through.
async function tabTo(page, selector) {
  for (let i = 0; i < 40; ++i) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((s) => document.activeElement !== null && document.activeElement.matches(s), selector)) return;
  }
  assert.fail('not reached by keyboard: ' + selector);
}

// The focused element shows that it has the focus.
async function assertFocusVisible(page) {
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, 'none', 'no visible focus');
}

module.exports = { launch, Visitor, assertFits, tabTo, assertFocusVisible, kPhone, kDesktop };
