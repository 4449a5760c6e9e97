import type { Migration } from './migration.ts'

/**
 * Trigrams find any three characters in a row, so that Chinese, which has no spaces, is found like
 * the rest. The index holds no text of its own, and overwrites what is taken out of it.
 */
export const sessionSearch: Migration = {
  version: 4,
  sql: `
    ALTER TABLE messages ADD COLUMN latency_ms REAL;

    CREATE VIRTUAL TABLE message_search USING fts5 (
      content, content = 'messages', content_rowid = 'id', tokenize = 'trigram'
    );
    INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
    INSERT INTO message_search (message_search) VALUES ('rebuild');

    CREATE TRIGGER message_added AFTER INSERT ON messages BEGIN
      INSERT INTO message_search (rowid, content) VALUES (new.id, new.content);
    END;
    CREATE TRIGGER message_removed AFTER DELETE ON messages BEGIN
      INSERT INTO message_search (message_search, rowid, content)
        VALUES ('delete', old.id, old.content);
    END;
  `,
}
