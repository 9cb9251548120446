-- Personal data in call_records: caller and called (telephone numbers), and in report the turns (what
-- was said), the arguments of tools, and both numbers again. Everything else says nothing of a person.
-- Rows are deleted when their tenant's retention is over.

-- The process that a call belongs to while it goes on, so that the calls of one that is gone are
-- closed by another, and never those of one that lives. Null: of a version without owners.
ALTER TABLE call_records ADD COLUMN owner VARCHAR(36);

-- 1: closed by another process, which took the owner for dead. What the owner says later counts more.
ALTER TABLE call_records ADD COLUMN presumed INTEGER DEFAULT 0 NOT NULL;

CREATE INDEX call_records_by_owner ON call_records (owner) WHERE ended_at IS NULL;

-- Processes with calls that go on. The beat goes up every second; whoever sees it stand still for
-- long enough by a clock of its own knows that the process is gone.
CREATE TABLE call_owners (
    owner   VARCHAR(36)  NOT NULL PRIMARY KEY,
    host    VARCHAR(200) NOT NULL,
    beat    BIGINT       NOT NULL,
    seen_at BIGINT       NOT NULL
);
