"""The tables of the store; ``docs/decisions/0020-store.md`` says why they are as they are.

Row ids: ``n`` is that of a record, for as long as its file exists; ``t`` is that of a topic and
``p`` that of a provider. A story has the row id of its first record. Instants are microseconds
since 1970 (UTC). Article keys are 64-bit hashes (``facts.py``).
"""

from __future__ import annotations

VERSION = 8
"""Raise it whenever a table changes, or what is encoded in one."""

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

-- Valid records. `folded_id` is the id with case folded. `flags`: bits UNPUBLISHED and REMOVED of
-- `facts.py`. `pin`: until when an editor has pinned it, also if that is past. `left_out` is the
-- reason why a record is not admitted, NULL if it is. `has_url` is 1 for an admitted record that no
-- other record with the same URL takes precedence over. `main` is the record that is shown for the
-- same article, NULL if none is.
CREATE TABLE records (
  n INTEGER PRIMARY KEY, path BLOB UNIQUE, id TEXT, folded_id TEXT, published INTEGER,
  quality INTEGER, flags INTEGER, locale TEXT, pin INTEGER, left_out TEXT,
  has_url INTEGER DEFAULT 0, main INTEGER, facts BLOB
);
CREATE INDEX records_folded_id ON records (folded_id);
CREATE INDEX records_published ON records (published, left_out);
CREATE INDEX records_main ON records (main) WHERE main <> n;
CREATE INDEX records_pin ON records (pin) WHERE pin IS NOT NULL;
CREATE INDEX records_left_out ON records (left_out) WHERE left_out IS NOT NULL;
-- Encoded records, and apart from them their related lists, which few pages need.
CREATE TABLE texts (n INTEGER PRIMARY KEY, record BLOB, related BLOB);

-- Article keys of all records with a URL, and of the entries of shown records' related lists.
CREATE TABLE article_keys (key INTEGER, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE INDEX article_keys_n ON article_keys (n);
CREATE TABLE related_keys (key INTEGER, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;

-- Records that have a page. `latest_entry`: the time of the latest entry of its list, if that is
-- later than the record. `block`: the block of time, NULL for a record that stands alone.
-- `story_name`: the name by which an editor joins records. `chain`: the first record of the first
-- of the clusters that continue each other. `story`: the first record of the story. `facts`:
-- RecordFacts, including those of its duplicates. `resolved`: for each related entry the record
-- that it is, or 0. `data`: Relations.
CREATE TABLE shown (
  n INTEGER PRIMARY KEY, id TEXT UNIQUE, published INTEGER, changed INTEGER,
  latest_entry INTEGER, provider INTEGER, block INTEGER, story_name TEXT, chain INTEGER,
  story INTEGER, facts BLOB, resolved BLOB, data BLOB
);
CREATE INDEX shown_published ON shown (published DESC, id);
CREATE INDEX shown_provider ON shown (provider, published DESC, id);
CREATE INDEX shown_latest_entry ON shown (latest_entry) WHERE latest_entry IS NOT NULL;
CREATE INDEX shown_block ON shown (block);
CREATE INDEX shown_story_name ON shown (story_name) WHERE story_name <> '';
CREATE INDEX shown_chain ON shown (chain);
CREATE INDEX shown_story ON shown (story);

-- The shown record `target` is an entry of the related list of the shown record `source`.
CREATE TABLE links (target INTEGER, source INTEGER, PRIMARY KEY (target, source)) WITHOUT ROWID;

-- Topics and the records on them. `is_story` is 1 for the record that is the first one of its
-- story on the topic: it stands for the story in the topic's list.
CREATE TABLE topics (t INTEGER PRIMARY KEY, slug TEXT UNIQUE, data BLOB);
CREATE TABLE memberships (
  topic INTEGER, published INTEGER, id TEXT, n INTEGER, spelling TEXT, is_story INTEGER DEFAULT 0,
  PRIMARY KEY (topic, published DESC, id)
) WITHOUT ROWID;
CREATE INDEX memberships_n ON memberships (n);
CREATE INDEX topic_stories ON memberships (topic, published DESC, id) WHERE is_story = 1;

-- Provider keys (`provider_keys.py`), and how many times shown records of each time have them.
CREATE TABLE provider_keys (id INTEGER PRIMARY KEY, host TEXT, key TEXT UNIQUE);
CREATE INDEX provider_keys_host ON provider_keys (host);
CREATE TABLE provider_key_times (
  key_id INTEGER, published INTEGER, count INTEGER, PRIMARY KEY (key_id, published)
) WITHOUT ROWID;

-- Providers, and the related entries that are theirs: entry number `position` of the record `n`,
-- which was published at `published`; the entry itself at `at`. `is_record` is 1 for an entry that
-- is a record of the site, `has_images` for one whose provider has pictures. `missed`:
-- MissedStories.
CREATE TABLE providers (p INTEGER PRIMARY KEY, slug TEXT UNIQUE, data BLOB, missed BLOB);
CREATE TABLE mentions (
  provider INTEGER, published INTEGER, n INTEGER, position INTEGER, at INTEGER, is_record INTEGER,
  has_images INTEGER, keys BLOB, PRIMARY KEY (provider, published, n, position)
) WITHOUT ROWID;

-- The clusters of each block of time; the stories that they make. `several` is 1 for a story of
-- more than one article; `rank`: its score, with the age counted from 1970; `pin`: until when it is
-- pinned, NULL if it is not or no longer; `buried`: 1 if it comes after all others. `delays`:
-- microseconds from a story's first article to the first one of each provider that counts. `days`:
-- the days of the site's time zone, counted from 1970, how many records each has, the instant at
-- which it begins, and that at which the next day begins.
CREATE TABLE blocks (number INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE stories (
  n INTEGER PRIMARY KEY, id TEXT, published INTEGER, several INTEGER, rank REAL, pin INTEGER,
  buried INTEGER, data BLOB
);
CREATE INDEX stories_several ON stories (published DESC, id) WHERE several = 1;
CREATE INDEX stories_rank ON stories (rank DESC) WHERE pin IS NULL AND buried = 0;
CREATE INDEX stories_buried ON stories (rank DESC) WHERE pin IS NULL AND buried = 1;
CREATE INDEX stories_pin ON stories (pin) WHERE pin IS NOT NULL;
CREATE TABLE delays (
  provider INTEGER, delay INTEGER, story INTEGER, PRIMARY KEY (provider, delay, story)
) WITHOUT ROWID;
CREATE TABLE days (day INTEGER PRIMARY KEY, records INTEGER, begins INTEGER, ends INTEGER);

-- News digests of finished days, or with `weekly` 1 of weeks; `number` is their first day. `data`:
-- NewsDigest.
CREATE TABLE digests (
  weekly INTEGER, number INTEGER, data BLOB, PRIMARY KEY (weekly, number)
) WITHOUT ROWID;

-- The pages that the sites of other languages have, of those that not every site has: the path
-- within the site, and the tags of these languages.
CREATE TABLE other_languages (path TEXT PRIMARY KEY, tags TEXT) WITHOUT ROWID;

-- The digest of each record's entry in the search index.
CREATE TABLE documents (n INTEGER PRIMARY KEY, published TEXT, path TEXT, digest BLOB);
CREATE INDEX documents_published ON documents (published, path, digest);
CREATE TABLE unspaced (n INTEGER PRIMARY KEY);  -- documents written without spaces

-- Compiled templates, by their file and the digest of their source.
CREATE TABLE templates (name TEXT PRIMARY KEY, code BLOB);

-- The files of the site. `state`: 0 up to date, 1 to be written, 2 to be removed; `why` says why
-- it is to be written. `folded_path` is the path with case folded. `part`: the sitemap that lists
-- the page. `items`: what it depends on, also in `dependencies`.
CREATE TABLE pages (
  page INTEGER PRIMARY KEY, path TEXT UNIQUE, folded_path TEXT, kind TEXT, template TEXT,
  args BLOB, part TEXT, changed INTEGER, state INTEGER, why TEXT,
  size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER, digest BLOB, items BLOB
);
CREATE UNIQUE INDEX pages_folded_path ON pages (folded_path) WHERE state <> 2;
CREATE INDEX pages_to_make ON pages (page) WHERE state = 1;
CREATE INDEX pages_to_remove ON pages (path) WHERE state = 2;
CREATE INDEX pages_kind ON pages (kind);
CREATE INDEX pages_part ON pages (part, changed) WHERE part IS NOT NULL;
CREATE INDEX pages_template ON pages (template);
CREATE TABLE dependencies (item INTEGER, page INTEGER, PRIMARY KEY (item, page)) WITHOUT ROWID;

-- The files that builds have put at an address, as the manifest there lists them. `size`: bytes
-- before compression. A file without a digest may be there or not. `headers`: a short text that
-- differs for other headers. `pending` is 1 while a build with this store puts or removes the file.
CREATE TABLE manifest (
  path TEXT PRIMARY KEY, digest BLOB, size INTEGER, headers TEXT, pending INTEGER DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX manifest_pending ON manifest (path) WHERE pending = 1;
"""
