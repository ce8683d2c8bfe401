/** A parsed `batch_operations` script: what was written, and where. */

/** UTF-16 offset into the source where the thing starts. */
interface Located {
  offset: number;
}

export type Value = Located &
  (
    | { kind: 'null' }
    | { kind: 'boolean'; value: boolean }
    | { kind: 'number'; value: number }
    | { kind: 'string'; value: string }
    /** A bare `$name`. In quotes it would be a string. */
    | { kind: 'reference'; name: string }
    | { kind: 'array'; items: Value[] }
    | { kind: 'object'; entries: Entry[] }
  );

export interface Entry extends Located {
  key: string;
  value: Value;
}

export type OperationName =
  | 'CREATE_FRAME'
  | 'CREATE_TEXT'
  | 'CREATE_RECT'
  | 'SET_IMAGE_FILL'
  | 'TRIM'
  | 'UPDATE'
  | 'SET_GRADIENT'
  | 'ADD_EFFECT'
  | 'DELETE'
  | 'REPARENT';

export interface Statement extends Located {
  /** The name before `=`. */
  variable?: string;
  operation: OperationName;
  args: Value[];
  /** 1-based. */
  line: number;
  /** 1-based, UTF-16 units. */
  column: number;
}

export interface ParsedScript {
  source: string;
  statements: Statement[];
  /** Names given from outside the script (`bindVariables`), for error messages. */
  given?: readonly string[];
}
