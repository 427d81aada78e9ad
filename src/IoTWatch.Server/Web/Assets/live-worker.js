// Holds the one EventSource of all tabs: HTTP/1.1 allows six connections to a host, so a stream per tab would hang the seventh.
'use strict';
const ports = new Set();
const kept = []; // the last events, for a page that was rendered just before one of them
const latest = {}; // the last clock and strip
let state = 'connecting';
let source = null;

function tell(message) {
  for (const port of ports) port.postMessage(message);
}

function open(after) {
  source = new EventSource('/live/alerts?after=' + encodeURIComponent(after));
  source.onopen = () => tell({ kind: 'state', data: (state = 'live') });
  source.onerror = () => {
    tell({ kind: 'state', data: (state = 'broken') });
    if (source.readyState === EventSource.CLOSED) setTimeout(() => open(kept.length ? kept[kept.length - 1].id : after), 10000);
  };
  for (const kind of ['alert', 'lost', 'clock', 'strip']) {
    source.addEventListener(kind, (event) => {
      const message = { kind, data: event.data, id: Number(event.lastEventId) || 0 };
      if (kind === 'alert') {
        kept.push(message);
        if (kept.length > 200) kept.shift();
      } else if (kind !== 'lost') {
        latest[kind] = message;
      }
      tell(message);
    });
  }
}

onconnect = (connection) => {
  const port = connection.ports[0];
  port.onmessage = ({ data }) => {
    if (data.leave) {
      ports.delete(port);
      return;
    }
    ports.add(port);
    if (source === null) open(data.after);
    port.postMessage({ kind: 'state', data: state });
    for (const message of kept) if (message.id > data.after) port.postMessage(message);
    for (const kind in latest) port.postMessage(latest[kind]);
  };
};
