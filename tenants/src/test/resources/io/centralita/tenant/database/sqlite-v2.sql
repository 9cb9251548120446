-- A database of schema V2, as a dump.
CREATE TABLE "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
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
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) VALUES (1, '1', 'call records', 'SQL', 'V1__call_records.sql', 305845272, '', 3, 1);
-- What a call cost, as a JSON object of amounts by currency; empty where nothing is known. The report
-- has it too: here it is summed without reading reports.
ALTER TABLE call_records ADD COLUMN cost VARCHAR(200);
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) VALUES (2, '2', 'cost', 'SQL', 'V2__cost.sql', -1093449814, '', 3, 1);
INSERT INTO call_records (id, tenant, channel, caller, called, started_at, ended_at, saved_at, report, cost) VALUES ('CA1', 'default', 'twilio', '+34600111222', '+34910000000', 1795168800000, 1795168830000, 1795168830000, '{"id":"CA1","tenant":"default","channel":"twilio","engine":"offline","from":"+34600111222","to":"+34910000000","startedAt":"2026-11-20T10:00:00Z","answeredAt":"2026-11-20T10:00:00.120Z","endedAt":"2026-11-20T10:00:30Z","endedBy":"caller","reason":"hung-up","warm":false,"firstAudioMs":310,"longestDeadAirMs":900,"turns":[{"who":"CALLER","text":"¿Cuántos clientes hay?","startMs":2000,"endMs":4000,"mouthToEarMs":null,"interrupted":false}],"tools":[{"name":"consultar_mikrotik","arguments":"{}","outcome":"answered","ms":41}],"audio":{"framesIn":1500,"framesOut":1490,"lost":0,"late":1},"usage":{},"cost":{"EUR":0.0125}}', '{"EUR":0.0125}');
INSERT INTO call_records (id, tenant, channel, caller, called, started_at, ended_at, saved_at, report, cost) VALUES ('CA2', 'default', 'twilio', '+34600111222', '+34910000000', 1795168800000, NULL, 1795168830000, '{"id":"CA2","tenant":"default","channel":"twilio","engine":"offline","from":"+34600111222","to":"+34910000000","startedAt":"2026-11-20T10:00:00Z","answeredAt":"2026-11-20T10:00:00.120Z","endedAt":null,"endedBy":null,"reason":null,"warm":false,"firstAudioMs":310,"longestDeadAirMs":900,"turns":[{"who":"CALLER","text":"¿Cuántos clientes hay?","startMs":2000,"endMs":4000,"mouthToEarMs":null,"interrupted":false}],"tools":[{"name":"consultar_mikrotik","arguments":"{}","outcome":"answered","ms":41}],"audio":{"framesIn":1500,"framesOut":1490,"lost":0,"late":1},"usage":{},"cost":{}}', NULL);
