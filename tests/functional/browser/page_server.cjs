// A small server that stands for the gateway: it gives out the pages that web_preview wrote (so the real markup, style and
// script, with the real headers) and lets a test say when which event is sent.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');

const kTypes = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml' };
const kTrade = 'tq3zKd8WmPx0RbN41c';

// BEPUSDT_WEB_PREVIEW, or the one that was built last.
function previewProgram() {
  if (process.env.BEPUSDT_WEB_PREVIEW) return process.env.BEPUSDT_WEB_PREVIEW;
  const build = path.join(__dirname, '..', '..', '..', 'build');
  const found = (fs.existsSync(build) ? fs.readdirSync(build) : [])
    .map((name) => path.join(build, name, 'web_preview'))
    .filter((file) => fs.existsSync(file))
    .sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs);
  if (!found.length) throw new Error('web_preview is not built: run ./dev build, or name it in BEPUSDT_WEB_PREVIEW');
  return found[0];
}

class PageServer {
  static async start() {
    const server = new PageServer();
    server.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bepusdt-pages-'));
    execFileSync(previewProgram(), [server.folder]);
    server.headers = JSON.parse(server.file('headers.json'));
    server.http = http.createServer((request, response) => server.answer(request, response));
    await new Promise((done) => server.http.listen(0, '127.0.0.1', done));
    server.base = 'http://127.0.0.1:' + server.http.address().port;
    server.reset();
    return server;
  }

  reset() {
    this.shown = 'waiting';       // which page /pay/… and /demo give
    this.streams = new Set();
    this.eventsWork = true;       // false: connections for events are cut
    this.eventsHeldBack = false;  // true: the connection opens, nothing ever comes
    this.pay = () => 204;         // status of POST /demo/pay/…
    this.posts = [];
    this.loads = 0;               // of checkout pages
  }

  file(name) {
    return fs.readFileSync(path.join(this.folder, name), 'utf8');
  }
  event(name, changes = {}) {
    return { ...JSON.parse(this.file(name + '.event.json')), ...changes };
  }
  pages() {
    return fs.readdirSync(this.folder).filter((name) => name.endsWith('.en.html')).map((name) => name.slice(0, -8));
  }
  checkoutPath(query = '') {
    return '/pay/checkout-counter/' + kTrade + query;
  }

  // From now on this is the truth: for new loads, for check-status and for open pages.
  become(name, changes = {}) {
    this.shown = name;
    const event = this.event(name, changes);
    for (const stream of this.streams) stream.write('data: ' + JSON.stringify(event) + '\n\n');
  }
  cut() {
    this.eventsWork = false;
    for (const stream of this.streams) stream.destroy();
    this.streams.clear();
  }

  html(request, response, name) {
    const url = new URL(request.url, this.base);
    const lang = url.searchParams.get('lang') || (/^zh/.test(request.headers['accept-language'] || '') ? 'zh' : 'en');
    response.writeHead(200, this.headers);
    // Links to the outside lead here instead, so that tests can follow them.
    response.end(this.file(name + '.' + lang + '.html').replaceAll('https://tea.example.com/thanks', this.base + '/thanks'));
  }

  answer(request, response) {
    const url = new URL(request.url, this.base);
    const file = path.join(this.folder, path.normalize(url.pathname));
    if (request.method === 'POST') {
      this.posts.push(url.pathname + url.search);
      const status = this.pay();
      response.writeHead(status, status === 303 ? { Location: this.checkoutPath(url.search) } : {});
      response.end();
    } else if (url.pathname.startsWith('/assets/') && fs.existsSync(file)) {
      response.writeHead(200, { 'Content-Type': kTypes[path.extname(file)], 'Cache-Control': 'public, max-age=31536000, immutable' });
      response.end(fs.readFileSync(file));
    } else if (url.pathname.startsWith('/page/')) {
      this.html(request, response, url.pathname.slice(6));
    } else if (url.pathname === '/demo') {
      this.html(request, response, this.shown);
    } else if (url.pathname.startsWith('/pay/checkout-counter/')) {
      this.loads += 1;
      this.html(request, response, this.shown);
    } else if (url.pathname.startsWith('/pay/check-status/')) {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ trade_id: kTrade, state: this.event(this.shown).state }));
    } else if (url.pathname.startsWith('/api/v1/pay/events/')) {
      if (!this.eventsWork) return request.socket.destroy();
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(this.eventsHeldBack ? ':\n\n' : 'retry: 200\n\n');
      if (this.eventsHeldBack) return;
      this.streams.add(response);
      request.on('close', () => this.streams.delete(response));
      const event = this.event(this.shown);
      event.return_url = event.return_url.replace('https://tea.example.com', this.base);
      response.write('data: ' + JSON.stringify(event) + '\n\n');
    } else if (url.pathname === '/thanks') {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<!doctype html><title>Thanks</title><link rel="icon" href="data:,"><h1>Thanks</h1>');
    } else {
      response.writeHead(404);
      response.end();
    }
  }

  async stop() {
    for (const stream of this.streams) stream.destroy();
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
    fs.rmSync(this.folder, { recursive: true });
  }
}

module.exports = { PageServer, kTrade };
