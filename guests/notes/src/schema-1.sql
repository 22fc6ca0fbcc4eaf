-- Written so that every SQLite since 3.37 can read the file.

-- The notes themselves; a number is never given twice.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    created INTEGER NOT NULL, -- seconds since the Unix epoch
    edited INTEGER
) STRICT;
CREATE INDEX notes_by_time ON notes (created);

CREATE TABLE tags (
    note INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (note, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_tag ON tags (tag, note);

-- What is searched, kept in step by triggers, so that it is right whoever changes the tables.
CREATE VIRTUAL TABLE search USING fts5 (
    text, tags,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
CREATE TRIGGER notes_added AFTER INSERT ON notes BEGIN
    INSERT INTO search (rowid, text, tags) VALUES (new.id, new.text, '');
END;
CREATE TRIGGER notes_edited AFTER UPDATE OF text ON notes BEGIN
    UPDATE search SET text = new.text WHERE rowid = new.id;
END;
CREATE TRIGGER notes_removed AFTER DELETE ON notes BEGIN
    DELETE FROM search WHERE rowid = old.id;
END;
CREATE TRIGGER tags_added AFTER INSERT ON tags BEGIN
    UPDATE search SET tags = (
        SELECT group_concat(tag, ' ') FROM (SELECT tag FROM tags WHERE note = new.note ORDER BY tag)
    ) WHERE rowid = new.note;
END;
CREATE TRIGGER tags_edited AFTER UPDATE ON tags BEGIN
    UPDATE search SET tags = (
        SELECT coalesce(group_concat(tag, ' '), '')
        FROM (SELECT tag FROM tags WHERE note = search.rowid ORDER BY tag)
    ) WHERE rowid IN (old.note, new.note);
END;
CREATE TRIGGER tags_removed AFTER DELETE ON tags BEGIN
    UPDATE search SET tags = (
        SELECT coalesce(group_concat(tag, ' '), '')
        FROM (SELECT tag FROM tags WHERE note = old.note ORDER BY tag)
    ) WHERE rowid = old.note;
END;
