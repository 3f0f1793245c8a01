import GRDB

/// The tables of a store, as a list of steps that only ever grows at its end.
///
/// A step that was released is never edited: files that took it would not take the edit.
enum StoreSchema {
    /// Marks a file as a store of conversations: "ccvs".
    static let applicationID: Int32 = 0x6363_7673

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 conversations", foreignKeyChecks: .immediate) {
            try $0.execute(sql: conversations)
        }
        migrator.registerMigration("2 search", foreignKeyChecks: .immediate) { try $0.execute(sql: search) }
        migrator.registerMigration("3 refusal and response id", foreignKeyChecks: .immediate) {
            try $0.execute(sql: refusal)
        }
        migrator.registerMigration("4 tools", foreignKeyChecks: .immediate) { try $0.execute(sql: tools) }
        migrator.registerMigration("5 documents and summaries", foreignKeyChecks: .immediate) {
            try $0.execute(sql: context)
        }
        return migrator
    }

    // The application id is that of `applicationID`; `title_key` is made by `TitleKey`, times by `StoreTime`. A message's
    // text is that in its row and then that of its pieces. `dropped` is 1 of what was taken back and 2 of a reply that is
    // kept beside the branch. Short columns come first: SQLite finds what stands before a long text without reading it.
    private static let conversations = """
        PRAGMA application_id = 1667462771;
        CREATE TABLE conversation (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            forked_from INTEGER REFERENCES conversation (id) ON DELETE SET NULL,
            has_given_title INTEGER NOT NULL,
            title TEXT NOT NULL,
            title_key TEXT NOT NULL,
            model TEXT NOT NULL,
            parameters TEXT NOT NULL,
            system TEXT
        );
        CREATE INDEX conversation_by_time ON conversation (updated_at);
        CREATE INDEX conversation_by_title ON conversation (title_key);
        CREATE INDEX conversation_by_origin ON conversation (forked_from) WHERE forked_from IS NOT NULL;
        CREATE TABLE turn (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
            dropped INTEGER NOT NULL DEFAULT 0,
            role TEXT NOT NULL,
            status TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            owner_pid INTEGER,
            owner_start TEXT,
            model TEXT,
            finish_reason TEXT,
            time_to_first_token REAL,
            duration REAL,
            cost REAL,
            error TEXT,
            parameters TEXT,
            usage TEXT,
            text TEXT NOT NULL,
            reasoning TEXT NOT NULL,
            reasoning_details TEXT,
            tool_calls TEXT,
            attachments TEXT
        );
        CREATE INDEX turn_by_conversation ON turn (conversation, dropped);
        CREATE INDEX turn_pending ON turn (status) WHERE status = 'pending';
        CREATE TABLE piece (
            turn INTEGER NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
            sequence INTEGER NOT NULL,
            text TEXT NOT NULL,
            reasoning TEXT NOT NULL,
            PRIMARY KEY (turn, sequence)
        ) WITHOUT ROWID;
        """

    // What is indexed differs from the text, as `SearchQuery` differs from what is asked: е stands for ё, and й is one
    // letter. The views give the text itself, for snippets: the words are as many. So an index is never to be rebuilt
    // by its own "rebuild", but emptied by "delete-all" and filled again.
    private static let search = """
        CREATE VIEW turn_text AS
            SELECT id, replace(replace(text, char(1), ' '), char(2), ' ') AS text FROM turn;
        CREATE VIRTUAL TABLE turn_index USING fts5(
            text, content = 'turn_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2',
            prefix = '1 2 3 4');
        CREATE TRIGGER turn_inserted AFTER INSERT ON turn
        WHEN new.dropped = 0 AND new.status <> 'pending' BEGIN
            INSERT INTO turn_index (rowid, text) VALUES (new.id, \(plain("new.text")));
        END;
        CREATE TRIGGER turn_updated AFTER UPDATE OF text, status, dropped ON turn BEGIN
            INSERT INTO turn_index (turn_index, rowid, text) SELECT 'delete', old.id, \(plain("old.text"))
                WHERE old.dropped = 0 AND old.status <> 'pending';
            INSERT INTO turn_index (rowid, text) SELECT new.id, \(plain("new.text"))
                WHERE new.dropped = 0 AND new.status <> 'pending';
        END;
        CREATE TRIGGER turn_deleted AFTER DELETE ON turn
        WHEN old.dropped = 0 AND old.status <> 'pending' BEGIN
            INSERT INTO turn_index (turn_index, rowid, text) VALUES ('delete', old.id, \(plain("old.text")));
        END;
        CREATE VIEW title_text AS
            SELECT id, replace(replace(title, char(1), ' '), char(2), ' ') AS title FROM conversation;
        CREATE VIRTUAL TABLE title_index USING fts5(
            title, content = 'title_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
        CREATE TRIGGER title_inserted AFTER INSERT ON conversation BEGIN
            INSERT INTO title_index (rowid, title) VALUES (new.id, \(plain("new.title")));
        END;
        CREATE TRIGGER title_updated AFTER UPDATE OF title ON conversation BEGIN
            INSERT INTO title_index (title_index, rowid, title) VALUES ('delete', old.id, \(plain("old.title")));
            INSERT INTO title_index (rowid, title) VALUES (new.id, \(plain("new.title")));
        END;
        CREATE TRIGGER title_deleted AFTER DELETE ON conversation BEGIN
            INSERT INTO title_index (title_index, rowid, title) VALUES ('delete', old.id, \(plain("old.title")));
        END;
        INSERT INTO turn_index (rowid, text)
            SELECT id, \(plain("text")) FROM turn WHERE dropped = 0 AND status <> 'pending';
        INSERT INTO title_index (rowid, title) SELECT id, \(plain("title")) FROM conversation;
        """

    private static let refusal = """
        ALTER TABLE turn ADD COLUMN refusal TEXT;
        ALTER TABLE turn ADD COLUMN response_id TEXT;
        """

    // What tools give would flood a search, so it is in no index.
    private static let tools = """
        ALTER TABLE turn ADD COLUMN round INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE turn ADD COLUMN call_id TEXT;
        ALTER TABLE turn ADD COLUMN tool TEXT;
        ALTER TABLE turn ADD COLUMN outcome TEXT;
        DROP TRIGGER turn_inserted;
        DROP TRIGGER turn_updated;
        DROP TRIGGER turn_deleted;
        CREATE TRIGGER turn_inserted AFTER INSERT ON turn
        WHEN new.dropped = 0 AND new.status <> 'pending' AND new.role <> 'tool' BEGIN
            INSERT INTO turn_index (rowid, text) VALUES (new.id, \(plain("new.text")));
        END;
        CREATE TRIGGER turn_updated AFTER UPDATE OF text, status, dropped ON turn WHEN new.role <> 'tool' BEGIN
            INSERT INTO turn_index (turn_index, rowid, text) SELECT 'delete', old.id, \(plain("old.text"))
                WHERE old.dropped = 0 AND old.status <> 'pending';
            INSERT INTO turn_index (rowid, text) SELECT new.id, \(plain("new.text"))
                WHERE new.dropped = 0 AND new.status <> 'pending';
        END;
        CREATE TRIGGER turn_deleted AFTER DELETE ON turn
        WHEN old.dropped = 0 AND old.status <> 'pending' AND old.role <> 'tool' BEGIN
            INSERT INTO turn_index (turn_index, rowid, text) VALUES ('delete', old.id, \(plain("old.text")));
        END;
        """

    // A document's text stands once, however many messages are about it, and goes with the last of them. A summary stands
    // for all that was said up to a message of the user and its reply. `reply_to` is the message of the user in rows that
    // are kept beside the branch.
    private static let context = """
        ALTER TABLE turn ADD COLUMN reply_to INTEGER;
        CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL UNIQUE,
            text TEXT NOT NULL
        );
        CREATE TABLE turn_document (
            turn INTEGER NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            document INTEGER NOT NULL REFERENCES document (id),
            source TEXT NOT NULL,
            PRIMARY KEY (turn, position)
        ) WITHOUT ROWID;
        CREATE INDEX turn_document_by_document ON turn_document (document);
        CREATE TRIGGER turn_document_deleted AFTER DELETE ON turn_document BEGIN
            DELETE FROM document
            WHERE id = old.document AND NOT EXISTS (SELECT 1 FROM turn_document WHERE document = old.document);
        END;
        CREATE TABLE summary (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
            last_message INTEGER NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
            dropped INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            cost REAL,
            model TEXT,
            text TEXT NOT NULL
        );
        CREATE INDEX summary_by_conversation ON summary (conversation);
        CREATE INDEX summary_by_message ON summary (last_message);
        """

    private static func plain(_ column: String) -> String {
        // U+0306 after и makes й; 1105 is ё, 1025 Ё.
        let letters = [
            ("char(1080, 774)", "char(1081)"), ("char(1048, 774)", "char(1049)"), ("char(1105)", "char(1077)"),
            ("char(1025)", "char(1045)"),
        ]
        return letters.reduce(column) { "replace(\($0), \($1.0), \($1.1))" }
    }
}
