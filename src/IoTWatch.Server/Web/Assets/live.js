// Brings a page up to date as alerts change. Without it every page works and shows the moment it was loaded.
'use strict';
(() => {
  const worker = document.currentScript.dataset.worker;
  const link = document.getElementById('link');
  const table = document.getElementById('alerts');
  const news = document.getElementById('news');
  const said = document.getElementById('said');
  const lost = document.getElementById('lost');
  const words = { live: 'live', broken: 'reconnecting', connecting: 'connecting' };
  const waiting = new Map();
  let unsaid = 0;
  let missed = 0;
  let newest = Number(table?.dataset.sequence) || 0;

  function parse(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    return template.content;
  }

  function shows(row) {
    return table.dataset.states.split(' ').includes(row.dataset.state)
      && (!table.dataset.device || table.dataset.device === row.dataset.device)
      && (!table.dataset.destination || table.dataset.destination === row.dataset.destination);
  }

  // A change of a row keeps the focus where it was.
  function place(row) {
    const body = table.tBodies[0];
    const old = document.getElementById(row.id);
    const focused = old && old.contains(document.activeElement) ? [...old.querySelectorAll('a')].indexOf(document.activeElement) : -1;
    old?.remove();
    if (!shows(row)) return;
    row.classList.add('fresh');
    body.prepend(row);
    if (focused >= 0) row.querySelectorAll('a')[focused]?.focus({ preventScroll: true });
    table.hidden = false;
    document.getElementById('empty')?.remove();
  }

  function release() {
    for (const row of waiting.values()) place(row);
    waiting.clear();
    news.hidden = true;
  }

  function alert(message) {
    if (!table || table.dataset.live !== 'yes' || message.id <= newest) return;
    newest = message.id;
    const row = parse(message.data).querySelector('tr');
    if (!row) return;
    if (shows(row)) unsaid++;
    if (window.scrollY < 120) {
      place(row);
      return;
    }
    // A reader further down must not have the list move below the eyes.
    waiting.delete(row.id);
    waiting.set(row.id, row);
    const count = [...waiting.values()].filter(shows).length;
    news.textContent = count + ' new';
    news.hidden = count === 0;
  }

  const handle = {
    alert,
    state: ({ data }) => {
      link.dataset.state = data;
      link.textContent = words[data] || data;
    },
    lost: ({ data }) => {
      if (!lost) return;
      missed += Number(data) || 0;
      lost.textContent = missed + ' changes came too fast for this page. Reload it to see all.';
      lost.hidden = false;
    },
    clock: ({ data }) => document.getElementById('clock').replaceChildren(parse(data)),
    strip: ({ data }) => document.getElementById('strip').replaceChildren(parse(data)),
  };
  const onMessage = (message) => handle[message.kind]?.(message);

  news?.addEventListener('click', () => {
    release();
    window.scrollTo({ top: 0 });
  });
  window.addEventListener('scroll', () => { if (waiting.size && window.scrollY < 120) release(); }, { passive: true });

  setInterval(() => {
    if (!said || unsaid === 0) return;
    said.textContent = unsaid === 1 ? '1 alert changed' : unsaid + ' alerts changed';
    unsaid = 0;
  }, 15000);

  if (window.SharedWorker) {
    const { port } = new SharedWorker(worker, { name: 'iotwatch-live' });
    port.onmessage = ({ data }) => onMessage(data);
    port.postMessage({ after: newest });
    window.addEventListener('pagehide', () => port.postMessage({ leave: true }));
    window.addEventListener('pageshow', (event) => { if (event.persisted) port.postMessage({ after: newest }); });
  } else if (window.EventSource) {
    const source = new EventSource('/live/alerts?after=' + newest);
    source.onopen = () => handle.state({ data: 'live' });
    source.onerror = () => handle.state({ data: 'broken' });
    for (const kind of ['alert', 'lost', 'clock', 'strip'])
      source.addEventListener(kind, (event) => onMessage({ kind, data: event.data, id: Number(event.lastEventId) || 0 }));
  }
})();
