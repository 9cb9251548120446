-- Call reports. The report itself is JSON; columns repeat what is searched and sorted by.
-- Times are milliseconds since 1970-01-01T00:00Z. Common subset of SQLite and PostgreSQL.
CREATE TABLE call_records (
    id         VARCHAR(200) NOT NULL PRIMARY KEY,
    tenant     VARCHAR(200) NOT NULL,
    channel    VARCHAR(100) NOT NULL,
    caller     VARCHAR(200) NOT NULL,
    called     VARCHAR(200) NOT NULL,
    started_at BIGINT       NOT NULL,
    ended_at   BIGINT,
    saved_at   BIGINT       NOT NULL,
    report     TEXT         NOT NULL
);

CREATE INDEX call_records_by_start ON call_records (started_at);
CREATE INDEX call_records_by_tenant ON call_records (tenant, started_at);
CREATE INDEX call_records_by_caller ON call_records (caller, started_at);
CREATE INDEX call_records_by_called ON call_records (called, started_at);
CREATE INDEX call_records_open ON call_records (started_at) WHERE ended_at IS NULL;
