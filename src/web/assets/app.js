// The live parts of the pages: the payer's state line, countdown, copy buttons and way back; the demo shop's callback.
// Every sentence comes from the markup (data-* attributes), so there is one source for texts. Without this script the pages
// still say everything and load themselves again.
'use strict';

const all = (root, selector) => [...root.querySelectorAll(selector)];
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));
const setText = (element, text) => {
  if (element && element.textContent !== text) element.textContent = text;  // a live region repeats what is set again
};
const webLink = (url) => (/^https?:\/\//i.test(url || '') ? url : '');

// A page that the browser kept for the back button may be hours old.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

// ---- copy buttons ----

async function toClipboard(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // Plain http: the old way, by selection.
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('copy was refused');
}

function startCopy(button) {
  const label = button.querySelector('[data-copy-text]');
  const idle = label.textContent;
  let timer = 0;
  label.setAttribute('aria-live', 'polite');
  button.hidden = false;
  button.addEventListener('click', async () => {
    let outcome = 'copied';
    try {
      await toClipboard(button.dataset.copy);
    } catch {
      outcome = 'failed';
    }
    button.focus();
    button.dataset.outcome = outcome;
    setText(label, label.dataset[outcome]);
    clearTimeout(timer);
    timer = setTimeout(() => {
      delete button.dataset.outcome;
      setText(label, idle);
    }, 2000);
  });
}

// ---- the payer's page ----

const kLeaveAfter = 3;            // seconds from paid to the shop
const kFreshlyPaid = 600;         // seconds; a page opened later does not leave by itself
const kLostAfter = 3000;          // ms without a connection before the page says so
const kCheckEvery = 5000;         // ms between looks while events do not come
const kReconnectAfter = 3000;     // ms, when the browser gave up by itself

function startCheckout(root) {
  const find = (selector) => root.querySelector(selector);
  const line = find('[data-line]');
  let state = root.dataset.state;
  let deadline = Date.now() + Number(root.dataset.secondsLeft) * 1000;
  let source = null;
  let heard = false;              // an event came over the connection that is open now
  let lostTimer = 0;
  let leaving = 0;

  // Countdown. The server says how many seconds are left, because clocks of visitors are wrong.
  const countdown = find('[data-countdown]');
  const elapsed = find('[data-elapsed]');
  const total = Math.max(1, Number(root.dataset.window)) * 1000;
  function tick() {
    const left = Math.max(0, deadline - Date.now());
    const seconds = Math.ceil(left / 1000);
    const two = (n) => String(n).padStart(2, '0');
    const hours = Math.floor(seconds / 3600);
    const clock = two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
    setText(countdown, hours ? hours + ':' + clock : clock);
    elapsed.style.transform = 'scaleX(' + Math.min(1, left / total) + ')';
    root.toggleAttribute('data-hurry', state === 'waiting' && seconds <= 60);
  }
  setInterval(tick, 500);
  tick();

  function setLine(event) {
    const key = event.state === 'confirming' && !event.required ? 'confirmingFinal' : event.state;
    const text = fill(line.dataset[key] || '', { seen: event.confirmations, required: event.required });
    const before = line.textContent;
    setText(line, text);
    if (document.title.startsWith(before)) document.title = text + document.title.slice(before.length);
  }

  function setLink(element, url) {
    element.hidden = !webLink(url);
    if (webLink(url)) element.href = url;
  }

  // No explorer knows the transactions of a test chain.
  const explorer = (url) => (root.hasAttribute('data-test') ? '' : url);

  function showOther(other) {
    for (const note of all(root, '[data-other]')) {
      const shown = Boolean(other) && note.dataset.other === other.kind;
      if (shown) {
        for (const slot of all(note, '[data-slot]')) if (slot.dataset.slot in other) setText(slot, other[slot.dataset.slot]);
        for (const link of all(note, '[data-slot=link]')) setLink(link, explorer(other.explorer_url));
      }
      note.hidden = !shown;
    }
  }

  function stay() {
    clearInterval(leaving);
    leaving = 0;
    find('[data-leaving]').hidden = true;
  }

  // Back to the shop by itself, once a visit: who comes back with the back button wants to see the page.
  function leaveSoon(url, paidAgo) {
    const key = 'left:' + root.dataset.trade;
    try {
      if (sessionStorage.getItem(key)) return;
    } catch { /* storage is off: the button is there */ return; }
    if (leaving || !webLink(url) || paidAgo === null || paidAgo > kFreshlyPaid) return;
    const note = find('[data-leaving]');
    const text = find('[data-leaving-text]');
    let seconds = kLeaveAfter;
    const say = () => setText(text, fill(note.dataset.text, { seconds }));
    say();
    note.hidden = false;
    leaving = setInterval(() => {
      seconds -= 1;
      if (seconds > 0) return say();
      stay();
      try {
        sessionStorage.setItem(key, '1');
      } catch { /* at worst it leaves twice */ }
      location.assign(url);
    }, 1000);
  }
  find('[data-stay]').addEventListener('click', () => {
    stay();
    find('[data-return-link]').focus();
  });

  function show(event) {
    if (event.quote !== Number(root.dataset.quote)) return location.reload();  // another amount or address is on offer
    const before = state;
    state = event.state;
    root.dataset.state = state;
    deadline = Date.now() + event.seconds_left * 1000;
    const focused = document.activeElement;
    for (const part of all(root, '[data-when]')) part.hidden = part.dataset.when !== state;
    find('[data-reverted]').hidden = !(state === 'waiting' && (before === 'confirming' || !find('[data-reverted]').hidden));
    setLine(event);
    const progress = find('[data-confirmations]');
    progress.max = Math.max(1, event.required);
    if (event.required) progress.value = event.confirmations;
    else progress.removeAttribute('value');
    for (const link of all(root, '[data-transaction]')) setLink(link, explorer(event.explorer_url));
    find('[data-transaction-row]').hidden = !event.hash;
    setText(find('[data-hash]'), event.hash);
    if (event.received) for (const amount of all(root, '[data-paid-amount]')) setText(amount, event.received);
    setLink(find('[data-return-link]'), event.return_url);
    find('[data-return]').hidden = !webLink(event.return_url);
    showOther(event.other);
    tick();
    if (state === 'paid') {
      stopListening();
      leaveSoon(event.return_url, event.paid_ago);
    }
    // Who was on a control that is gone now goes on from the line that says why, and from there to the way back.
    const orphaned = focused && focused !== document.body && focused.closest('[hidden]');
    if (state === 'paid' && webLink(event.return_url) && (orphaned || focused === line)) find('[data-return-link]').focus();
    else if (orphaned) line.focus();
  }

  // Events, and a slower second way where something between us and the server holds them back.
  const lost = find('[data-lost]');
  function connected(yes) {
    clearTimeout(lostTimer);
    lostTimer = 0;
    if (yes) lost.hidden = true;
    else if (lost.hidden) lostTimer = setTimeout(() => { lost.hidden = false; }, kLostAfter);
  }
  function stopListening() {
    if (source) source.close();
    source = null;
    clearTimeout(lostTimer);
    lost.hidden = true;
  }
  function listen() {
    heard = false;
    source = new EventSource(root.dataset.events);
    source.onmessage = (message) => {
      heard = true;
      connected(true);
      show(JSON.parse(message.data));
    };
    source.onerror = () => {
      heard = false;
      if (!lostTimer) connected(false);
      if (source && source.readyState === EventSource.CLOSED) {
        source = null;
        setTimeout(() => { if (!source && state !== 'paid') listen(); }, kReconnectAfter);
      }
    };
  }
  async function check() {
    if (heard || state === 'paid' || document.hidden) return;
    try {
      const answer = await (await fetch(root.dataset.status, { cache: 'no-store' })).json();
      if (answer.state && answer.state !== state && !heard) location.reload();
    } catch { /* the line above says it already */ }
  }
  setInterval(check, kCheckEvery);
  document.addEventListener('visibilitychange', check);
  window.addEventListener('online', check);

  if (state === 'paid') {
    const ago = root.dataset.paidAgo;
    leaveSoon(root.dataset.returnUrl, ago === '' ? null : Number(ago));
  } else {
    listen();
  }

  for (const form of all(root, '[data-play]')) startPlay(form);
}

// Test mode: the payment is made without leaving the page; the events then tell the rest.
function startPlay(form) {
  const button = form.querySelector('button');
  const failed = form.querySelector('[data-play-failed]');
  const idle = button.textContent;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');  // not `disabled`, which would drop the focus
    setText(button, button.dataset.busy);
    failed.hidden = true;
    try {
      const answer = await fetch(form.action, { method: 'POST' });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      failed.hidden = false;
      button.removeAttribute('aria-disabled');
      setText(button, idle);
    }
  });
}

// ---- the demo's shop ----

const kLookEvery = 1000;          // ms, while a callback is awaited

function startShop(root) {
  let part = root.querySelector('#callback');
  const awaited = () => part.hasAttribute('data-awaiting');
  async function look() {
    try {
      const answer = await fetch(location.href, { cache: 'no-store' });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('#callback');
      if (answer.ok && fresh && fresh.innerHTML !== part.innerHTML) {
        part.replaceChildren(...fresh.childNodes);  // the live region itself stays, so that it is read out
        part.toggleAttribute('data-awaiting', fresh.hasAttribute('data-awaiting'));
      }
    } catch { /* next time */ }
    if (awaited()) setTimeout(look, kLookEvery);
  }
  if (awaited()) setTimeout(look, kLookEvery);
}

for (const button of all(document, '[data-copy]')) startCopy(button);
for (const root of all(document, '[data-checkout]')) startCheckout(root);
for (const root of all(document, '[data-shop]')) startShop(root);
