/**
 * One migration. Never edited after a release: files with the same version must have the same
 * schema.
 */
export type Migration = { readonly version: number; readonly sql: string }

/**
 * The migrations in order; `user_version` of a file names the last one applied. No triggers,
 * deferred constraints, time or random functions: a replay must produce the same rows.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  email VARCHAR(250) NOT NULL UNIQUE COLLATE NOCASE,
  hashed_password VARCHAR(250) NOT NULL,
  session_id VARCHAR(250),
  reset_token VARCHAR(250),
  -- From here on, what the seed's Python does not know: each column nullable or with a DEFAULT, so that it can read and insert.
  hash_origin TEXT NOT NULL DEFAULT 'foreign',
  display_name TEXT,
  created_at INTEGER,
  password_changed_at INTEGER,
  session_started_at INTEGER,
  session_last_used_at INTEGER,
  session_expires_at INTEGER,
  session_remembered INTEGER NOT NULL DEFAULT 0,
  reset_token_expires_at INTEGER,
  recovery_key_hash TEXT,
  recovery_key_created_at INTEGER,
  recovery_key_confirmed INTEGER NOT NULL DEFAULT 0,
  last_log_in_at INTEGER,
  failures_since_log_in INTEGER NOT NULL DEFAULT 0,
  shown_failures INTEGER NOT NULL DEFAULT 0,
  shown_failures_since INTEGER
);
-- Not partial: with WHERE … IS NOT NULL, SQLite would re-prepare a cached statement for each bound
-- value.
CREATE UNIQUE INDEX users_session_id ON users (session_id);
CREATE UNIQUE INDEX users_reset_token ON users (reset_token);
CREATE TABLE attempts (
  user_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, kind)
) WITHOUT ROWID;
CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  event TEXT NOT NULL,
  outcome TEXT NOT NULL
);
CREATE INDEX events_of_user ON events (user_id, id);
CREATE INDEX events_by_time ON events (at);
`,
  },
  {
    // Preferences: minutes until idle log-out (NULL for never), lock with the system, name on the
    // log-in screen.
    version: 2,
    sql: `
ALTER TABLE users ADD COLUMN idle_minutes INTEGER DEFAULT 15;
ALTER TABLE users ADD COLUMN lock_with_system INTEGER NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN show_on_log_in INTEGER NOT NULL DEFAULT 0;
`,
  },
  {
    // Two-factor: the encrypted secret (NULL while it is off), the last time step used, and the
    // remaining backup codes.
    version: 3,
    sql: `
ALTER TABLE users ADD COLUMN totp_secret TEXT;
ALTER TABLE users ADD COLUMN totp_last_step INTEGER;
CREATE TABLE backup_codes (
  user_id INTEGER NOT NULL,
  code_hash TEXT NOT NULL,
  PRIMARY KEY (user_id, code_hash)
) WITHOUT ROWID;
`,
  },
  {
    // Owners and members. `owner_notice`: 1 until the log-in that says that the person became an
    // owner, then 2 until the log-in after it. `reset_code_id`: the issued code behind the reset
    // token. Emails in the audit are text, because the audit outlives the accounts. `traces`: what
    // must not be undone by restoring an account again that another restore removed.
    version: 4,
    sql: `
ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'member';
ALTER TABLE users ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
ALTER TABLE users ADD COLUMN owner_notice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN reset_code_id INTEGER;
CREATE INDEX users_by_role ON users (role, state);
CREATE INDEX users_by_name ON users (display_name COLLATE NOCASE);
CREATE TABLE registration (mode TEXT NOT NULL);
INSERT INTO registration VALUES ('open');
CREATE TABLE issued_codes (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  code_hash TEXT NOT NULL UNIQUE,
  purpose TEXT NOT NULL,
  user_id INTEGER,
  turns_off_two_factor INTEGER NOT NULL,
  issued_by INTEGER NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at INTEGER NOT NULL,
  act TEXT NOT NULL,
  actor TEXT,
  target TEXT
);
CREATE INDEX audit_by_time ON audit (at);
CREATE TABLE traces (
  email_hash TEXT PRIMARY KEY NOT NULL,
  totp_secret TEXT,
  totp_last_step INTEGER,
  backup_codes TEXT NOT NULL,
  attempts TEXT NOT NULL
) WITHOUT ROWID;
`,
  },
  {
    // The slots of a person's data key (docs/keys.md). `totp_id` names a set-up of two-factor: for
    // an earlier one, the nonce of its secret, so that backups of both versions agree on it.
    version: 5,
    sql: `
ALTER TABLE users ADD COLUMN password_slot TEXT;
ALTER TABLE users ADD COLUMN recovery_slot TEXT;
ALTER TABLE users ADD COLUMN kept_slot TEXT;
ALTER TABLE users ADD COLUMN totp_id TEXT;
ALTER TABLE traces ADD COLUMN totp_id TEXT;
UPDATE users SET totp_id = json_extract(totp_secret, '$.nonce') WHERE json_valid(totp_secret);
UPDATE traces SET totp_id = json_extract(totp_secret, '$.nonce') WHERE json_valid(totp_secret);
`,
  },
]
