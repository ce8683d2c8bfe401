/** The tables of tasks, as steps from one `user_version` to the next. A step that has shipped is never edited. */

export const migrations: readonly string[] = [
  `
CREATE TABLE task (
  id TEXT PRIMARY KEY,
  request TEXT NOT NULL,          -- NewTask as JSON
  session TEXT NOT NULL,
  workspace TEXT NOT NULL,
  created_at INTEGER NOT NULL,    -- ms epoch
  state TEXT NOT NULL CHECK (state IN ('draft', 'pending', 'ready', 'failed')),
  progress TEXT NOT NULL,
  waited INTEGER NOT NULL DEFAULT 0,
  uploads TEXT NOT NULL DEFAULT '{}',
  raw TEXT, file TEXT, checks TEXT, failure TEXT, placeholder TEXT,
  lease_process TEXT, lease_token TEXT,
  delivered_to TEXT
) WITHOUT ROWID;
CREATE INDEX task_open ON task(state) WHERE state IN ('draft', 'pending');
CREATE INDEX task_undelivered ON task(session) WHERE state IN ('ready', 'failed') AND delivered_to IS NULL;
CREATE INDEX task_created ON task(created_at);
CREATE TABLE call (
  task TEXT NOT NULL REFERENCES task(id) ON DELETE CASCADE,
  step TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'submitting', 'submitted', 'answered', 'failed')),
  input TEXT,
  request_id TEXT UNIQUE,
  result TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  searched INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (task, step)
) WITHOUT ROWID;
-- Processes that work on tasks. beat grows while one lives.
CREATE TABLE process (
  id TEXT PRIMARY KEY,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  beat INTEGER NOT NULL
) WITHOUT ROWID;
-- Clients that asked for pictures, and the process that serves them.
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  process TEXT NOT NULL,
  workspace TEXT NOT NULL
) WITHOUT ROWID;
`,
];
