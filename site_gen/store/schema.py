"""The tables of the store. ``docs/decisions/0020-store.md`` says why they are as they are.

Instants are microseconds since 1970 (UTC). ``n`` numbers a record for as long as its file exists;
``t`` and ``p`` number topics and providers. Keys of articles are 64-bit hashes.
"""

from __future__ import annotations

VERSION = 3
"""To be raised whenever a table changes."""

TABLES = """
-- Small values by name: fingerprints, the last report, the last edition.
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;

-- Content files. `data` is a note; `problems` is NULL where nothing is wrong.
CREATE TABLE files (
  path BLOB PRIMARY KEY, kind TEXT, size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER,
  digest BLOB, git TEXT, data BLOB, problems BLOB
) WITHOUT ROWID;
CREATE INDEX files_problems ON files (kind, path) WHERE problems IS NOT NULL;
CREATE INDEX files_kind ON files (kind, path) WHERE kind <> 'records';

-- Valid records. `left_out` is NULL for those that are admitted; `named` are those that have their
-- URL; `main` is the record that is shown for the article, NULL where none is.
CREATE TABLE records (
  n INTEGER PRIMARY KEY, path BLOB UNIQUE, id TEXT, fold TEXT, published INTEGER, quality INTEGER,
  gate INTEGER, left_out TEXT, named INTEGER DEFAULT 0, main INTEGER, facts BLOB
);
CREATE INDEX records_fold ON records (fold);
CREATE INDEX records_published ON records (published, left_out);
CREATE INDEX records_main ON records (main) WHERE main <> n;
CREATE INDEX records_left_out ON records (left_out) WHERE left_out IS NOT NULL;
-- What records say, and apart from it what their lists name.
CREATE TABLE texts (n INTEGER PRIMARY KEY, record BLOB, related BLOB);

-- What identifies an article: of all named records, and of what the lists of shown ones name.
CREATE TABLE own_keys (key INTEGER, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE INDEX own_keys_n ON own_keys (n);
CREATE TABLE listed_keys (key INTEGER, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;

-- Records that have a page, and what connects them.
CREATE TABLE shown (
  n INTEGER PRIMARY KEY, id TEXT UNIQUE, published INTEGER, changed INTEGER, provider INTEGER,
  block INTEGER, hand TEXT, thread INTEGER, story INTEGER, facts BLOB, resolved BLOB, data BLOB
);
CREATE INDEX shown_published ON shown (published DESC, id);
CREATE INDEX shown_provider ON shown (provider, published DESC, id);
CREATE INDEX shown_block ON shown (block);
CREATE INDEX shown_hand ON shown (hand) WHERE hand <> '';
CREATE INDEX shown_thread ON shown (thread);
CREATE INDEX shown_story ON shown (story);

-- `target` is named by the list of `source`; both are shown.
CREATE TABLE links (target INTEGER, source INTEGER, PRIMARY KEY (target, source)) WITHOUT ROWID;

-- `place`: whether the story stands here in the topic's list.
CREATE TABLE topics (t INTEGER PRIMARY KEY, slug TEXT UNIQUE, data BLOB);
CREATE TABLE memberships (
  topic INTEGER, published INTEGER, id TEXT, n INTEGER, spelling TEXT, place INTEGER DEFAULT 0,
  PRIMARY KEY (topic, published DESC, id)
) WITHOUT ROWID;
CREATE INDEX memberships_n ON memberships (n);
CREATE INDEX places ON memberships (topic, published DESC, id) WHERE place = 1;

-- Outlets before those of one host are told apart, and when shown records name them.
CREATE TABLE provider_keys (o INTEGER PRIMARY KEY, host TEXT, mark TEXT UNIQUE);
CREATE INDEX provider_keys_host ON provider_keys (host);
CREATE TABLE host_providers (
  o INTEGER, published INTEGER, times INTEGER, PRIMARY KEY (o, published)
) WITHOUT ROWID;

-- Articles that lists name, by their providers; `own` is 1 for those that are records of the site.
CREATE TABLE providers (p INTEGER PRIMARY KEY, slug TEXT UNIQUE, data BLOB, missed BLOB);
CREATE TABLE mentions (
  provider INTEGER, published INTEGER, n INTEGER, place INTEGER, at INTEGER, own INTEGER,
  logo INTEGER, keys BLOB, PRIMARY KEY (provider, published, n, place)
) WITHOUT ROWID;

-- How records of one stretch of time were grouped, and the stories that came of it.
CREATE TABLE blocks (number INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE stories (
  n INTEGER PRIMARY KEY, id TEXT, published INTEGER, several INTEGER, rank REAL, data BLOB
);
CREATE INDEX stories_several ON stories (published DESC, id) WHERE several = 1;
CREATE INDEX stories_rank ON stories (rank DESC);
CREATE TABLE delays (
  provider INTEGER, delay INTEGER, story INTEGER, PRIMARY KEY (provider, delay, story)
) WITHOUT ROWID;
CREATE TABLE days (day INTEGER PRIMARY KEY, records INTEGER);

-- What the search index is told of a record, by a digest.
CREATE TABLE documents (n INTEGER PRIMARY KEY, published TEXT, path TEXT, digest BLOB);
CREATE INDEX documents_published ON documents (published, path, digest);
CREATE TABLE unspaced (n INTEGER PRIMARY KEY);  -- documents written without spaces

-- Compiled templates, by their file and the digest of their source.
CREATE TABLE templates (name TEXT PRIMARY KEY, code BLOB);

-- The files of the site. `state`: 0 as it must be, 1 to be made, 2 to be removed.
CREATE TABLE pages (
  page INTEGER PRIMARY KEY, path TEXT UNIQUE, fold TEXT, kind TEXT, template TEXT,
  args BLOB, part TEXT, changed INTEGER, state INTEGER, why TEXT,
  size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER, digest BLOB, items BLOB
);
CREATE UNIQUE INDEX pages_fold ON pages (fold) WHERE state <> 2;
CREATE INDEX pages_to_make ON pages (page) WHERE state = 1;
CREATE INDEX pages_to_remove ON pages (path) WHERE state = 2;
CREATE INDEX pages_kind ON pages (kind);
CREATE INDEX pages_part ON pages (part, changed) WHERE part IS NOT NULL;
CREATE INDEX pages_template ON pages (template);
CREATE TABLE dependencies (item INTEGER, page INTEGER, PRIMARY KEY (item, page)) WITHOUT ROWID;
"""
