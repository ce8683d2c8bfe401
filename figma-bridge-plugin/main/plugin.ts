/** The plugin's main thread: the executor, what the panel asks of it, and what the designer does. */
import { createExecutor } from '../executor/index.ts';
import { commands, type PanelSettings, type ToMain } from '../protocol/messages.ts';
import { type ContractSuite, runContract } from './contract.ts';
import { fileInfo, randomId } from './identity.ts';
import { ImageRequests } from './image-requests.ts';
import { OpenTransactions } from './open-transactions.ts';
import { openPanelPort, type PanelPort } from './panel-port.ts';
import { answerRequest } from './relay.ts';
import { pageInfo, selectionInfo, watchSurroundings } from './surroundings.ts';
import { openWindow } from './window.ts';

export interface PluginOptions {
  /** The panel's page. */
  html: string;
  /** For the command "Run contract suite"; development builds only. */
  contract?: ContractSuite | undefined;
  /** ms open transactions survive without a server; the bridge's own grace period is as long. */
  grace?: number;
}

const defaultGrace = 10_000;
const settingsKey = 'settings';

/** Starts the plugin in the open file. `figma` is Figma's own object, or the headless canvas's with a `ui`. */
export async function startPlugin(figma: PluginAPI, options: PluginOptions): Promise<void> {
  // Figma announces the first run too, perhaps before the panel is there.
  let command = figma.command;
  let run = (_command: string): void => {};
  figma.on('run', (event) => {
    command = event.command;
    run(command);
  });
  const window = await openWindow(figma, options.html);
  const session = randomId();
  let panel: PanelPort | undefined;
  const port: PanelPort = { send: (message) => panel?.send(message) };
  const images = new ImageRequests(port);
  const log = (text: string) => port.send({ type: 'log', text });
  const image = async (hash: string) => options.contract?.image(hash) ?? images.fetch(hash);
  const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  const executor = createExecutor(figma, { image, now: () => Date.now(), log, breathe });
  const stops = new Map<string, { aborted: boolean }>();
  const transactions = new OpenTransactions(
    executor,
    {
      changed: (open) => port.send({ type: 'transactions', open }),
      abandoned: () => images.giveUp('the server went away'),
      log,
    },
    options.grace ?? defaultGrace,
  );

  const receive = async (message: ToMain): Promise<void> => {
    switch (message.type) {
      case 'ready':
        port.send({
          type: 'start',
          session,
          file: fileInfo(figma),
          page: pageInfo(figma),
          selection: selectionInfo(figma),
          settings: await readSettings(figma),
        });
        run(command);
        break;
      case 'request': {
        const { request } = message;
        const stop = { aborted: false };
        stops.set(request.id, stop);
        const reply = await answerRequest(request, { executor, images, transactions }, stop);
        stops.delete(request.id);
        port.send({ type: 'reply', reply });
        break;
      }
      case 'cancel': {
        const stop = stops.get(message.id);
        if (stop) stop.aborted = true;
        if (images.working === message.id) images.giveUp('the request was cancelled');
        break;
      }
      case 'image':
        images.answer(message.id, message.bytes, message.error);
        break;
      case 'link':
        if (message.up) transactions.linkUp();
        else transactions.linkDown();
        break;
      case 'hide':
        window.hide();
        break;
      case 'resize':
        window.resize(message.width, message.height, message.done);
        break;
      case 'settings':
        await figma.clientStorage.setAsync(settingsKey, message.settings);
        break;
    }
  };
  // Synchronous: once this returns, the sandbox is gone.
  figma.on('close', () => executor.close());
  panel = openPanelPort(figma, (message) => void receive(message));
  watchSurroundings(figma, port);

  let testing = false;
  run = (wanted) => {
    window.show();
    port.send({ type: 'shown' });
    if (wanted !== commands.contract || !options.contract || testing) return;
    testing = true;
    command = commands.open;
    void runContract(options.contract, { executor, figma, panel: port }).finally(() => {
      testing = false;
    });
  };
}

async function readSettings(figma: PluginAPI): Promise<PanelSettings> {
  const kept: unknown = await figma.clientStorage.getAsync(settingsKey);
  const debug = typeof kept === 'object' && kept !== null && 'debug' in kept && kept.debug === true;
  return { debug };
}
