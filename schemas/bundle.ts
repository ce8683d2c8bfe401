/** Design bundles: the facts read from one, and the normalised payload a model gets. */

/** `complete`: there is a design. `incomplete`: a handoff with nothing to build yet. */
export type Completeness = 'complete' | 'incomplete' | 'not_a_bundle';

export type BundleKind = 'claude-design' | 'figma-make' | 'unknown';

export type TokenKind =
  | 'color'
  | 'dimension'
  | 'fontFamily'
  | 'fontWeight'
  | 'duration'
  | 'cubicBezier'
  | 'number'
  | 'shadow'
  | 'gradient'
  | 'other';

export interface DesignToken {
  /** With its dashes: "--bg". */
  name: string;
  /** As written. */
  value: string;
  kind: TokenKind;
  file: string;
  line: number;
  /** Names this value refers to with `var()`. */
  aliasOf?: string[];
}

/** `base`: `:root` outside conditions. `theme`: another selector. `condition`: `:root` inside an at-rule. */
export type TokenSetRole = 'base' | 'theme' | 'condition' | 'scoped';

export interface TokenSet {
  /** Selector as written, e.g. `[data-theme="dark"]`. */
  selector: string;
  /** At-rules around it, e.g. "@media (prefers-color-scheme: dark)". */
  condition?: string;
  role: TokenSetRole;
  /** Which page reaches it: the primary one, another one, or none. */
  reach: 'primary' | 'other' | 'unused';
  tokens: DesignToken[];
}

/** Colours and sizes kept in code instead of CSS; reported, never evaluated. */
export interface CodePalette {
  name: string;
  file: string;
  line: number;
  /** Dotted paths to literal values. */
  values: Record<string, string>;
}

/** Design-time state of a prototype: what the user last left the controls at. Annotation, never runtime config. */
export interface DesignState {
  source: 'EDITMODE' | 'data-props';
  file: string;
  line: number;
  /** The variable it is assigned to. */
  variable?: string;
  keys: string[];
  values: Record<string, unknown>;
}

export interface BundleScreen {
  name: string;
  file: string;
  line?: number;
  /** What says that this is a screen. */
  from: 'label' | 'artboard' | 'route' | 'page' | 'manifest' | 'component' | 'section' | 'overlay';
  /** The component or element that draws it. */
  ref?: string;
  /** Other names for it: the route's value, the page's title. */
  aliases?: string[];
}

export interface ComponentProp {
  name: string;
  type?: string;
  /** Values of a union of literals. */
  values?: string[];
  required?: boolean;
}

export interface BundleComponent {
  name: string;
  file: string;
  line?: number;
  from: 'manifest' | 'jsx' | 'design-component' | 'landmark' | 'comment' | 'id' | 'class';
  props?: ComponentProp[];
  /** Elements and components it renders, with how often. */
  elements?: Record<string, number>;
  /** What it is for, in the bundle's words. */
  purpose?: string;
  aliases?: string[];
  /** `primary`: the document to build reaches it. `other`: another page does. `orphan`: none, often the last wish. */
  reach: 'primary' | 'other' | 'orphan';
}

export interface BundleAsset {
  path: string;
  bytes: number;
  /** `upload`: the user's own input. `asset`: referenced by a page. `unreferenced`: there, but nothing names it. */
  use: 'page' | 'style' | 'script' | 'asset' | 'upload' | 'document' | 'generated' | 'unreferenced';
}

/** Everything read from a bundle, before it is held against a project. */
export interface BundleFacts {
  kind: BundleKind;
  /** What the design is made of: "React + Babel", "Design Component", "design system", ... */
  variant: string[];
  projectName?: string;
  completeness: Completeness;
  /** Why it is not complete, and what to do then. */
  reason?: 'waiting_for_answers' | 'stopped' | 'no_design' | 'not_a_bundle';
  /** There is a design, but the last wish was not (wholly) carried out, or answers are awaited. */
  unfinished?: 'waiting_for_answers' | 'unanswered' | 'cut_off';
  missing: string[];
  whatToDo?: string;
  primary: {
    path?: string;
    title?: string;
    chosenBy?: string;
    missing?: string;
    candidates?: string[];
  };
  conversation: {
    chats: { path: string; title: string; startedAt?: string; turns: number }[];
    lastAsk?: { text: string; chat: string; answered: 'yes' | 'partly' | 'no' };
    answers: string[];
    openQuestions: string[];
    lastAssistantText?: string;
  };
  screens: BundleScreen[];
  components: BundleComponent[];
  tokenSets: TokenSet[];
  palettes: CodePalette[];
  designState: DesignState[];
  fonts: { family: string; from: 'google' | 'file' | 'css' | 'manifest'; urls?: string[] }[];
  files: BundleAsset[];
  remote: string[];
  inlineData: { file: string; count: number; bytes: number }[];
  /** Names defined in one set with different values by different files. */
  tokenConflicts: { name: string; selector: string; values: { file: string; value: string }[] }[];
  make?: MakeFacts;
  warnings: string[];
}

/** What only a Figma Make export has. */
export interface MakeFacts {
  generation: 'A' | 'B' | 'C' | 'unknown';
  framework: string;
  figmaUrl?: string;
  fileKey?: string;
  entry?: string;
  /** npm name -> range; aliases with versions ("lucide-react@0.487.0") resolved. */
  dependencies: Record<string, string>;
  /** Versioned import specifiers and the package each stands for. */
  aliases: Record<string, string>;
  assets: { reference: string; file?: string; usedBy: string[] }[];
  guidelines: { path: string; isTemplate: boolean }[];
  backend: string[];
  unreachable: string[];
  unpublished: string[];
}
