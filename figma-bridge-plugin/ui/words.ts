/** What the panel says. One place, so that it says the same thing the same way. */
import type { Selection } from '../../schemas/bridge.ts';
import type { LinkState } from '../link/link-state.ts';
import type { FeedEntry, Model } from './model.ts';

export type Tone = 'good' | 'busy' | 'quiet' | 'bad';

export interface Status {
  tone: Tone;
  text: string;
  /** What to do, when something should be done. */
  help?: { text: string; steps: string[] };
  /** Offer a button that tries again. */
  retry?: boolean;
}

const quickly = 3000;
const blockedAfter = 12;

export function statusOf(model: Model, now: number): Status {
  const { link } = model;
  if (link.kind === 'connected') return connectedStatus(model);
  if (link.kind === 'stopped') return stoppedStatus(link, model);
  if (link.everConnected && now - link.since < quickly) return { tone: 'busy', text: 'Reconnecting…' };
  if (model.inBrowser && link.instantFailures >= blockedAfter) {
    return {
      tone: 'busy',
      text: 'Waiting for your AI client',
      help: {
        text: 'If Adsmith is running, the browser may be keeping this page from reaching it.',
        steps: [
          'Open the site settings of figma.com (the icon beside the address).',
          'Allow “Apps on device” and “Local network”.',
          'Reload the file, or use the Figma desktop app.',
        ],
      },
    };
  }
  return {
    tone: 'busy',
    text: 'Waiting for your AI client',
    help: {
      text: link.everConnected
        ? 'Adsmith has stopped. It starts again with your AI client; this panel connects by itself.'
        : 'Adsmith starts together with your AI client. This panel connects by itself.',
      steps: ['Open Claude Code, Cursor or another MCP client that has Adsmith.', 'Ask it for an ad.'],
    },
  };
}

function connectedStatus({ clients, feed }: Model): Status {
  const working = feed.filter((entry) => entry.kind === 'tool' && entry.state === 'running');
  const last = working.at(-1);
  if (last?.kind === 'tool') return { tone: 'good', text: `${displayName(last.client)} is working` };
  const names = [...new Set(clients.map(({ name }) => displayName(name)))];
  if (names.length === 0) return { tone: 'good', text: 'Connected' };
  const more = names.length > 2 ? ` and ${names.length - 2} more` : '';
  return { tone: 'good', text: `Connected to ${names.slice(0, 2).join(more ? ', ' : ' and ')}${more}` };
}

function stoppedStatus(link: Extract<LinkState, { kind: 'stopped' }>, { version }: Model): Status {
  switch (link.reason) {
    case 'version':
      return {
        tone: 'bad',
        text: 'Different versions',
        help: {
          text: `This plugin (${version}) and your Adsmith server do not understand each other.`,
          steps: [
            'Update Adsmith and build the plugin again: npm run plugin',
            'Restart your AI client.',
            'Close this panel and start the plugin again.',
          ],
        },
        retry: true,
      };
    case 'refused':
      return {
        tone: 'bad',
        text: 'Not paired',
        help: {
          text: 'This plugin was built for another Adsmith installation or another user.',
          steps: ['Build the plugin again: npm run plugin', 'Close this panel and start the plugin again.'],
        },
        retry: true,
      };
    case 'replaced':
      return {
        tone: 'quiet',
        text: 'Open in another window',
        help: { text: 'Adsmith was started again in this file; this panel has stepped back.', steps: [] },
        retry: true,
      };
    case 'badMessage':
      return {
        tone: 'bad',
        text: 'Adsmith refused the connection',
        help: {
          text: link.text,
          steps: ['Build the plugin again: npm run plugin', 'Start the plugin again.'],
        },
        retry: true,
      };
  }
}

/** A gentle note when plugin and server are of different age but understand each other. */
export function versionNote({ link, version }: Model): string | undefined {
  if (link.kind !== 'connected' || link.serverVersion === version) return undefined;
  const { serverVersion } = link;
  return isOlder(version, serverVersion)
    ? `This plugin is ${version}, Adsmith ${serverVersion}. To update it: npm run plugin, then start the plugin again.`
    : `Adsmith is ${serverVersion}, this plugin ${version}. To use the newer one, restart your AI client.`;
}

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}

/** "claude-code" -> "Claude Code". */
export function displayName(client: string): string {
  return client
    .split(/[-_\s]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** "apply_typography" -> "Apply typography". */
export function toolTitle(tool: string): string {
  const words = tool.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function duration(ms: number): string {
  if (ms < 950) return `${Math.max(1, Math.round(ms / 10) * 10)} ms`;
  if (ms < 59_500) return `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

export function clock(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

export function money({ amount, currency }: { amount: number; currency: string }): string {
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(amount);
  } catch {
    return `${amount.toFixed(2)} ${currency}`; // not a currency code
  }
}

/** "Headline", "Headline and 2 more"; '' when nothing is selected. */
export function selectionText({ nodes, total }: Selection): string {
  const [first] = nodes;
  if (!first || total === 0) return '';
  return total === 1 ? first.name : `${first.name} and ${total - 1} more`;
}

export function deliveryText(entry: Extract<FeedEntry, { kind: 'message' }>): string {
  const reader = entry.reader === undefined ? undefined : displayName(entry.reader);
  switch (entry.state) {
    case 'waiting':
      return 'Will be sent when connected';
    case 'queued':
      return 'Queued until a client works here';
    case 'received':
      return `Waiting for ${reader ?? 'the agent'}’s next step`;
    case 'delivered':
      return reader ? `Read by ${reader}` : 'Read';
  }
}
