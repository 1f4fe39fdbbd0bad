package slipway.requests;

import java.util.List;

/// The history’s tables as the steps by which they came to be; only ever added to at the end.
///
/// One row an exchange, its words beside it for the search, and the size of all in a row of its own that triggers keep.
final class HistoryTables {
    private static final String WORDS = "name, url, sent, answer_words, headers, request_id, served_by";

    static final List<String> STEPS = List.of("""
            CREATE TABLE exchange (
              id INTEGER PRIMARY KEY AUTOINCREMENT, endpoint TEXT NOT NULL, millis INTEGER NOT NULL,
              name TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, sent_headers TEXT NOT NULL,
              sent TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL,
              total_nanos INTEGER NOT NULL, first_nanos INTEGER NOT NULL, served_by TEXT NOT NULL,
              revision TEXT NOT NULL, request_id TEXT NOT NULL, pinned INTEGER NOT NULL, problem TEXT,
              bytes INTEGER NOT NULL, answer_words TEXT NOT NULL)""", """
            CREATE VIRTUAL TABLE exchange_words USING fts5(name, url, sent, answer_words,
              content='exchange', content_rowid='id', tokenize="unicode61 remove_diacritics 2", prefix='2 3')""",
            "CREATE TABLE exchange_size (rows INTEGER NOT NULL, bytes INTEGER NOT NULL)",
            "INSERT INTO exchange_size VALUES (0, 0)", """
                    CREATE TRIGGER exchange_added AFTER INSERT ON exchange BEGIN
                      INSERT INTO exchange_words(rowid, name, url, sent, answer_words)
                        VALUES (new.id, new.name, new.url, new.sent, new.answer_words);
                      UPDATE exchange_size SET rows = rows + 1, bytes = bytes + new.bytes;
                    END""", """
                    CREATE TRIGGER exchange_deleted AFTER DELETE ON exchange BEGIN
                      INSERT INTO exchange_words(exchange_words, rowid, name, url, sent, answer_words)
                        VALUES ('delete', old.id, old.name, old.url, old.sent, old.answer_words);
                      UPDATE exchange_size SET rows = rows - 1, bytes = bytes - old.bytes;
                    END""",
            // how a body came and where it lies; rows that wait for their end, because Undo may want them back
            "ALTER TABLE exchange ADD COLUMN size INTEGER NOT NULL DEFAULT 0",
            "UPDATE exchange SET size = length(body)",
            "ALTER TABLE exchange ADD COLUMN wire INTEGER NOT NULL DEFAULT 0", "UPDATE exchange SET wire = size",
            "ALTER TABLE exchange ADD COLUMN encoding TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE exchange ADD COLUMN trailers TEXT NOT NULL DEFAULT '{}'",
            "ALTER TABLE exchange ADD COLUMN timing TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE exchange ADD COLUMN file TEXT",
            "ALTER TABLE exchange ADD COLUMN gone INTEGER NOT NULL DEFAULT 0", "DROP TRIGGER exchange_added",
            "DROP TRIGGER exchange_deleted", "DROP TABLE exchange_words", """
                    CREATE VIEW exchange_text AS SELECT id, name, url, substr(sent, 1, 64000) AS sent, answer_words,
                      headers, request_id, served_by FROM exchange""",
            // whole words are asked for, never phrases: places of words would double the index
            "CREATE VIRTUAL TABLE exchange_words USING fts5(" + WORDS
                    + ", content='exchange_text', content_rowid='id', "
                    + "tokenize=\"unicode61 remove_diacritics 2\", prefix='1 2 3', detail=none)",
            "INSERT INTO exchange_words(exchange_words) VALUES ('rebuild')",
            "CREATE TRIGGER exchange_added AFTER INSERT ON exchange BEGIN INSERT INTO exchange_words(rowid, " + WORDS
                    + ") VALUES (new.id, " + row("new") + "); "
                    + "UPDATE exchange_size SET rows = rows + 1, bytes = bytes + new.bytes; END",
            "CREATE TRIGGER exchange_deleted AFTER DELETE ON exchange BEGIN " + unlisted()
                    + "UPDATE exchange_size SET rows = rows - 1, bytes = bytes - old.bytes; END",
            "CREATE TRIGGER exchange_named AFTER UPDATE OF name ON exchange BEGIN " + unlisted()
                    + "INSERT INTO exchange_words(rowid, " + WORDS + ") VALUES (new.id, " + row("new") + "); END",
            "CREATE INDEX exchange_facts ON exchange(id, gone, endpoint, served_by, status, millis, pinned)",
            "CREATE INDEX exchange_gone ON exchange(gone) WHERE gone > 0",
            "CREATE INDEX exchange_request ON exchange(request_id)",
            "CREATE TABLE exchange_limits (bytes INTEGER NOT NULL, days INTEGER NOT NULL)",
            "INSERT INTO exchange_limits VALUES (1000000000, 90)");

    private HistoryTables() {}

    private static String row(String which) {
        return WORDS.replaceAll("\\w+", which + ".$0").replace(which + ".sent", "substr(" + which + ".sent, 1, 64000)");
    }

    private static String unlisted() {
        return "INSERT INTO exchange_words(exchange_words, rowid, " + WORDS + ") VALUES ('delete', old.id, "
                + row("old") + "); ";
    }
}
