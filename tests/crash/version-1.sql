-- A database as the first version made it.
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    title TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    hidden INTEGER NOT NULL DEFAULT 0,
    subscribed INTEGER NOT NULL DEFAULT 1,
    removed_at INTEGER,
    own_title TEXT,
    site TEXT,
    language TEXT,
    unread INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    fetched INTEGER,
    next INTEGER,
    http INTEGER,
    code TEXT,
    error TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    rest_until INTEGER,
    gone INTEGER NOT NULL DEFAULT 0,
    validators_url TEXT,
    etag BLOB,
    last_modified BLOB,
    body_hash BLOB,
    moving_to TEXT,
    alias TEXT,
    lease_owner TEXT,
    lease_until INTEGER
) STRICT;

CREATE TABLE statuses (
    id INTEGER PRIMARY KEY,
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0,
    first_seen INTEGER NOT NULL,
    changed_at INTEGER
) STRICT;

CREATE TABLE status_tags (
    status INTEGER NOT NULL,
    tag TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (status, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX status_tags_by_tag ON status_tags (folded, status);

CREATE TABLE articles (
    sort INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    feed INTEGER NOT NULL,
    status INTEGER NOT NULL,
    read INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    shown INTEGER NOT NULL,
    edited INTEGER NOT NULL DEFAULT 0,
    full_text INTEGER NOT NULL DEFAULT 0,
    has_enclosure INTEGER NOT NULL,
    words INTEGER NOT NULL,
    published INTEGER,
    updated INTEGER,
    title TEXT NOT NULL,
    link TEXT,
    authors TEXT NOT NULL,
    language TEXT,
    key BLOB NOT NULL,
    text_hash INTEGER NOT NULL,
    whole_hash INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX articles_by_status ON articles (status, feed);
CREATE INDEX river ON articles (shown, hidden) WHERE shown = 1 AND hidden = 0;
CREATE INDEX river_unread ON articles (shown, hidden, read) WHERE shown = 1 AND hidden = 0 AND read = 0;
CREATE INDEX starred ON articles (starred, hidden, shown) WHERE starred = 1;
CREATE INDEX feed_all ON articles (feed, hidden);
CREATE INDEX feed_unread ON articles (feed, hidden, read) WHERE hidden = 0 AND read = 0;

CREATE TABLE bodies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    html TEXT NOT NULL,
    guid TEXT,
    categories TEXT NOT NULL,
    enclosures TEXT
) STRICT;

CREATE TABLE identities (
    feed INTEGER NOT NULL,
    key BLOB NOT NULL,
    status INTEGER NOT NULL,
    PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE shared_links (
    key BLOB PRIMARY KEY,
    status INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE gestures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX gestures_to_undo ON gestures (undone) WHERE undone = 0;

CREATE TABLE changes (
    gesture INTEGER NOT NULL,
    status INTEGER NOT NULL,
    PRIMARY KEY (gesture, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    text TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5(
    title, author, body,
    content = '', contentless_delete = 1, detail = full, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);

PRAGMA application_id = 0x4d6e6368;
PRAGMA user_version = 1;
