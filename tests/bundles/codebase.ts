/**
 * A generated codebase: a thousand components of twenty-five kinds in forty domains, as a product's code has them, and
 * questions about fifty of them the way another author would name and build the same thing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Proposal } from '../../server/bundles/search/decide.ts';

interface Kind {
  /** What this project calls it, and what a design may call it. */
  own: string;
  other: string;
  props: [name: string, type: string][];
  /** The same prop under the other author's name. */
  renamed?: Record<string, string>;
  body: string;
  /** What the design draws. */
  elements: Record<string, number>;
}

const kinds: Kind[] = [
  {
    own: 'Card',
    other: 'Tile',
    props: [
      ['title', 'string'],
      ['subtitle', 'string'],
      ['media', 'string'],
      ['onOpen', '() => void'],
    ],
    body: '<article><img src={media} /><h3>{title}</h3><p>{subtitle}</p><button onClick={onOpen}>Open</button></article>',
    elements: { article: 1, img: 1, h3: 1, p: 1, button: 1 },
  },
  {
    own: 'Dialog',
    other: 'Modal',
    props: [
      ['open', 'boolean'],
      ['onClose', '() => void'],
      ['heading', 'string'],
    ],
    body: '<div role="dialog"><header><h2>{heading}</h2><button onClick={onClose}>x</button></header><footer><button>Cancel</button><button>Save</button></footer></div>',
    elements: { div: 1, header: 1, h2: 1, button: 3, footer: 1 },
  },
  {
    own: 'Table',
    other: 'DataGrid',
    props: [
      ['rows', 'Row[]'],
      ['columns', 'Column[]'],
      ['onSort', '(key: string) => void'],
    ],
    body: '<table><thead><tr>{columns.map(c => <th key={c.id}>{c.label}</th>)}</tr></thead><tbody>{rows.map(r => <tr key={r.id}><td>{r.name}</td></tr>)}</tbody></table>',
    elements: { table: 1, thead: 1, tr: 2, th: 1, tbody: 1, td: 1 },
  },
  {
    own: 'Form',
    other: 'Form',
    props: [
      ['values', 'object'],
      ['onSubmit', '(v: object) => void'],
      ['errors', 'object'],
    ],
    body: '<form onSubmit={onSubmit}><label>Name<input name="name" /></label><label>Note<textarea /></label><button type="submit">Save</button></form>',
    elements: { form: 1, label: 2, input: 1, textarea: 1, button: 1 },
  },
  {
    own: 'Badge',
    other: 'Tag',
    props: [
      ['label', 'string'],
      ['tone', "'info' | 'warn' | 'ok'"],
    ],
    body: '<span className={tone}>{label}</span>',
    elements: { span: 1 },
  },
  {
    own: 'List',
    other: 'List',
    props: [
      ['items', 'Item[]'],
      ['onSelect', '(id: string) => void'],
    ],
    body: '<ul>{items.map(i => <li key={i.id} onClick={() => onSelect(i.id)}>{i.name}</li>)}</ul>',
    elements: { ul: 1, li: 1 },
  },
  {
    own: 'Header',
    other: 'TopBar',
    props: [
      ['title', 'string'],
      ['actions', 'React.ReactNode'],
      ['onBack', '() => void'],
    ],
    body: '<header><button onClick={onBack}>Back</button><h1>{title}</h1><nav>{actions}</nav></header>',
    elements: { header: 1, button: 1, h1: 1, nav: 1 },
  },
  {
    own: 'Sidebar',
    other: 'SideNav',
    props: [
      ['sections', 'Section[]'],
      ['active', 'string'],
      ['onNavigate', '(id: string) => void'],
    ],
    body: '<aside><nav>{sections.map(s => <a key={s.id} href={s.href}>{s.label}</a>)}</nav></aside>',
    elements: { aside: 1, nav: 1, a: 1 },
  },
  {
    own: 'Chart',
    other: 'Chart',
    props: [
      ['series', 'Series[]'],
      ['height', 'number'],
      ['legend', 'boolean'],
    ],
    body: '<figure><svg height={height}><path d="" /><g /></svg><figcaption>{legend}</figcaption></figure>',
    elements: { figure: 1, svg: 1, path: 1, figcaption: 1 },
  },
  {
    own: 'Avatar',
    other: 'Avatar',
    props: [
      ['src', 'string'],
      ['name', 'string'],
      ['size', 'number'],
    ],
    body: '<span><img src={src} alt={name} width={size} /></span>',
    elements: { span: 1, img: 1 },
  },
  {
    own: 'Toast',
    other: 'Snackbar',
    props: [
      ['message', 'string'],
      ['onDismiss', '() => void'],
      ['duration', 'number'],
    ],
    body: '<div role="status"><p>{message}</p><button onClick={onDismiss}>x</button></div>',
    elements: { div: 1, p: 1, button: 1 },
  },
  {
    own: 'Tabs',
    other: 'TabBar',
    props: [
      ['tabs', 'Tab[]'],
      ['value', 'string'],
      ['onChange', '(v: string) => void'],
    ],
    body: '<div role="tablist">{tabs.map(t => <button role="tab" key={t.id}>{t.label}</button>)}</div>',
    elements: { div: 1, button: 1 },
  },
  {
    own: 'Select',
    other: 'Dropdown',
    props: [
      ['options', 'Option[]'],
      ['value', 'string'],
      ['onChange', '(v: string) => void'],
      ['placeholder', 'string'],
    ],
    body: '<label><select value={value}>{options.map(o => <option key={o.id}>{o.label}</option>)}</select></label>',
    elements: { label: 1, select: 1, option: 1 },
  },
  {
    own: 'Stat',
    other: 'Kpi',
    props: [
      ['value', 'number'],
      ['label', 'string'],
      ['delta', 'number'],
    ],
    body: '<dl><dt>{label}</dt><dd>{value}<small>{delta}</small></dd></dl>',
    elements: { dl: 1, dt: 1, dd: 1, small: 1 },
  },
  {
    own: 'Drawer',
    other: 'Sheet',
    props: [
      ['open', 'boolean'],
      ['side', "'left' | 'right'"],
      ['onClose', '() => void'],
    ],
    body: '<aside role="dialog"><button onClick={onClose}>Close</button><section /></aside>',
    elements: { aside: 1, button: 1, section: 1 },
  },
  {
    own: 'Timeline',
    other: 'Timeline',
    props: [
      ['events', 'Event[]'],
      ['reverse', 'boolean'],
    ],
    body: '<ol>{events.map(e => <li key={e.id}><time>{e.at}</time><p>{e.text}</p></li>)}</ol>',
    elements: { ol: 1, li: 1, time: 1, p: 1 },
  },
  {
    own: 'Filter',
    other: 'Filters',
    props: [
      ['filters', 'F[]'],
      ['active', 'string[]'],
      ['onToggle', '(id: string) => void'],
    ],
    body: '<fieldset><legend>Filter</legend>{filters.map(f => <label key={f.id}><input type="checkbox" />{f.label}</label>)}</fieldset>',
    elements: { fieldset: 1, legend: 1, label: 1, input: 1 },
  },
  {
    own: 'Search',
    other: 'SearchBar',
    props: [
      ['query', 'string'],
      ['onSearch', '(q: string) => void'],
      ['suggestions', 'string[]'],
    ],
    body: '<form role="search"><input type="search" value={query} /><datalist /><button type="submit">Go</button></form>',
    elements: { form: 1, input: 1, datalist: 1, button: 1 },
  },
  {
    own: 'Pagination',
    other: 'Pager',
    props: [
      ['page', 'number'],
      ['pages', 'number'],
      ['onPage', '(n: number) => void'],
    ],
    body: '<nav><button>Prev</button><span>{page}</span><button>Next</button></nav>',
    elements: { nav: 1, button: 2, span: 1 },
  },
  {
    own: 'Banner',
    other: 'Hero',
    props: [
      ['headline', 'string'],
      ['cta', 'string'],
      ['image', 'string'],
    ],
    body: '<section><h1>{headline}</h1><a href="#">{cta}</a><img src={image} /></section>',
    elements: { section: 1, h1: 1, a: 1, img: 1 },
  },
  {
    own: 'Uploader',
    other: 'Uploader',
    props: [
      ['accept', 'string'],
      ['onFiles', '(f: File[]) => void'],
      ['progress', 'number'],
    ],
    body: '<div><input type="file" accept={accept} /><progress value={progress} /></div>',
    elements: { div: 1, input: 1, progress: 1 },
  },
  {
    own: 'Switch',
    other: 'Toggle',
    props: [
      ['checked', 'boolean'],
      ['onChange', '(v: boolean) => void'],
      ['label', 'string'],
    ],
    body: '<label><input type="checkbox" role="switch" checked={checked} />{label}</label>',
    elements: { label: 1, input: 1 },
  },
  {
    own: 'Calendar',
    other: 'Calendar',
    props: [
      ['month', 'Date'],
      ['selected', 'Date'],
      ['onPick', '(d: Date) => void'],
    ],
    body: '<table role="grid"><caption>{String(month)}</caption><tbody><tr><td><button>1</button></td></tr></tbody></table>',
    elements: { table: 1, caption: 1, tbody: 1, tr: 1, td: 1, button: 1 },
  },
  {
    own: 'Player',
    other: 'Player',
    props: [
      ['src', 'string'],
      ['autoPlay', 'boolean'],
      ['poster', 'string'],
    ],
    body: '<figure><video src={src} poster={poster} autoPlay={autoPlay} /><button>Play</button></figure>',
    elements: { figure: 1, video: 1, button: 1 },
  },
  {
    own: 'Comment',
    other: 'Comment',
    props: [
      ['author', 'string'],
      ['text', 'string'],
      ['replies', 'number'],
    ],
    body: '<article><header><b>{author}</b><time /></header><p>{text}</p><footer>{replies}</footer></article>',
    elements: { article: 1, header: 1, b: 1, time: 1, p: 1, footer: 1 },
  },
];

const domains =
  'User Order Invoice Product Team Project Ticket Report Billing Payment Customer Vendor Shipment Stock Asset Course Lesson Patient Visit Booking Room Event Campaign Lead Deal Contract Employee Shift Payroll Task Sprint Review Wallet Account Message Channel Device Sensor Alarm Recipe'.split(
    ' ',
  );

const source = (name: string, { props, body }: Kind) => `import * as React from 'react';
import { cn } from '../../lib/cn';

export interface ${name}Props {
${props.map(([prop, type]) => `  ${prop}: ${type};`).join('\n')}
  className?: string;
}

export function ${name}({ ${props.map(([prop]) => prop).join(', ')}, className }: ${name}Props) {
  const [state, setState] = React.useState(false);
  React.useEffect(() => { setState(true); }, []);
  return (<div className={cn('root', className)} data-ready={state}>${body}</div>);
}
`;

/** Writes the codebase; answers how many components it has. */
export function writeCodebase(root: string): number {
  let count = 0;
  for (const domain of domains) {
    for (const kind of kinds) {
      const name = domain + kind.own;
      const file = join(root, 'src', 'components', domain.toLowerCase(), `${name}.tsx`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, source(name, kind));
      count += 1;
    }
  }
  writeFileSync(join(root, 'package.json'), '{"name":"big","dependencies":{"react":"19.0.0"}}');
  return count;
}

/** Fifty things a design proposes that the codebase has, each with the name it has there. */
export function questions(): { proposal: Proposal; expected: string }[] {
  return Array.from({ length: 50 }, (_, index) => {
    const domain = domains[(index * 7) % domains.length] ?? 'User';
    const kind = kinds[(index * 3 + Math.floor(index / 25)) % kinds.length] as Kind;
    // The other author leaves a prop out, adds one, and sometimes puts a suffix on the name.
    const kept = kind.props.slice(0, Math.max(1, kind.props.length - (index % 2)));
    const props = [...kept.map(([name]) => ({ name })), ...(index % 3 === 0 ? [{ name: 'compact' }] : [])];
    const suffix = index % 4 === 1 ? 'View' : index % 4 === 2 ? 'Component' : '';
    return {
      proposal: {
        name: `${domain}${kind.other}${suffix}`,
        props,
        elements: { ...kind.elements, span: (kind.elements['span'] ?? 0) + (index % 3) },
      },
      expected: domain + kind.own,
    };
  });
}
