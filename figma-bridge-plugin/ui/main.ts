/** Entry of the panel: the connection to Adsmith on one side, the main thread on the other, the views between. */
import './panel.css';
import type { DesignerEvent } from '../../schemas/bridge.ts';
import type { SocketLike } from '../link/hub-socket.ts';
import { Link } from '../link/link.ts';
import { openMainPort } from './main-port.ts';
import { emptyModel, type Model, withEntry, withLog, withServerMessage, withTraffic } from './model.ts';
import { readConfig } from './read-config.ts';
import { trafficLine } from './traffic.ts';
import { barView } from './view/bar.ts';
import { composerView } from './view/composer.ts';
import { contractView } from './view/contract.ts';
import { debugView } from './view/debug.ts';
import { feedView } from './view/feed.ts';
import { helpView } from './view/help.ts';
import { noticeView } from './view/notice.ts';
import { pickersView } from './view/pickers.ts';
import { resizeGrip } from './view/resize-grip.ts';
import { settingsView } from './view/settings.ts';
import type { Actions, View } from './view/view.ts';
import { selectionText } from './words.ts';

const config = readConfig();
const toMain = openMainPort((message) => {
  switch (message.type) {
    case 'start':
      set({
        ...model,
        file: message.file,
        page: message.page,
        selection: message.selection,
        settings: message.settings,
      });
      break;
    case 'selection':
      set({ ...model, selection: message.selection });
      break;
    case 'page':
      set({ ...model, page: message.page, file: message.file });
      break;
    case 'contract':
      set({ ...model, contract: message });
      break;
    case 'log':
      set(withLog(model, message.text));
      break;
    default:
      break;
  }
  link.fromMain(message);
});

const link: Link = new Link({
  ...config,
  makeSocket: (url): SocketLike => new WebSocket(url),
  toMain,
  onState: (state) => set({ ...model, link: state }),
  onMessage: (message) => set(withServerMessage(model, message, Date.now())),
  onTraffic(direction, message) {
    if (model.settings.debug) set(withTraffic(model, trafficLine(direction, message)));
  },
});

let model: Model = emptyModel({
  version: config.version,
  port: config.port,
  inBrowser: !/Figma|Electron/.test(navigator.userAgent),
  link: link.state,
});

const actions: Actions = {
  say(text) {
    const event: DesignerEvent = { kind: 'user_message', id: newId(), text, selection: model.selection };
    const about = selectionText(model.selection);
    set(withEntry(model, { kind: 'message', id: event.id, text, about, at: Date.now(), state: 'waiting' }));
    link.tell(event);
  },
  newConcept() {
    const event: DesignerEvent = { kind: 'new_concept', id: newId() };
    set(
      withEntry(model, {
        kind: 'message',
        id: event.id,
        text: 'New concept',
        about: '',
        at: Date.now(),
        state: 'waiting',
      }),
    );
    link.tell(event);
  },
  pick(brand, product) {
    set({ ...model, picked: { brand, ...(product === undefined ? {} : { product }) } });
    link.tell({ kind: 'brand_picked', id: newId(), brand, ...(product === undefined ? {} : { product }) });
  },
  hide: () => toMain({ type: 'hide' }),
  retry: () => link.retry(),
  setDebug(debug) {
    set({ ...model, settings: { ...model.settings, debug } });
    toMain({ type: 'settings', settings: model.settings });
  },
  closeContract: () => set({ ...model, contract: undefined }),
};

const settings = settingsView(actions);
const views: View[] = [
  barView(actions, settings),
  settings,
  noticeView(),
  pickersView(actions),
  contractView(actions),
  feedView(helpView(actions)),
  debugView(),
  composerView(actions),
];

let drawnModel: Model | undefined;
let drawing = false;

/** Messages come in bursts; the panel is drawn once a frame. */
function set(next: Model): void {
  model = next;
  if (drawing) return;
  drawing = true;
  // Not an animation frame: a hidden panel has none, and must be up to date when it is shown.
  setTimeout(draw, 0);
}

function draw(): void {
  drawing = false;
  for (const view of views) view.update(model, drawnModel);
  drawnModel = model;
}

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `designer-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const root = document.getElementById('panel');
root?.append(...views.map(({ node }) => node));
root?.append(resizeGrip((width, height, done) => toMain({ type: 'resize', width, height, done })));
draw();
document.addEventListener('visibilitychange', () => link.setVisible(document.visibilityState === 'visible'));
// "Reconnecting" becomes "Waiting" by itself.
setInterval(() => {
  if (model.link.kind === 'searching') draw();
}, 1000);
toMain({ type: 'ready' });
