-- Callers' memory. PERSONAL DATA: number, name, facts, summary; see docs/privacy.md.
-- Times are milliseconds since 1970-01-01T00:00Z. Common subset of SQLite and PostgreSQL.

-- What a caller has asked for; a row also keeps those apart who write about one caller at a time.
CREATE TABLE callers (
    tenant       VARCHAR(200) NOT NULL,
    number       VARCHAR(16)  NOT NULL,
    opted_out_at BIGINT,
    erased_at    BIGINT,
    PRIMARY KEY (tenant, number)
);

-- One row a call that memory has seen. number is NULL where nothing is kept of it: the caller is
-- nobody, wants nothing kept, or was erased. made_by is NULL while the summary is still to be made.
CREATE TABLE caller_calls (
    tenant     VARCHAR(200) NOT NULL,
    call_id    VARCHAR(200) NOT NULL,
    number     VARCHAR(16),
    started_at BIGINT       NOT NULL,
    made_by    VARCHAR(20),
    name       VARCHAR(100),
    facts      TEXT,
    summary    TEXT,
    PRIMARY KEY (tenant, call_id)
);

CREATE INDEX caller_calls_by_number ON caller_calls (tenant, number, started_at);
CREATE INDEX caller_calls_by_start ON caller_calls (started_at);

-- Nothing is made of calls from before there was a memory.
INSERT INTO caller_calls (tenant, call_id, started_at, made_by)
    SELECT tenant, id, started_at, 'nothing' FROM call_records;
