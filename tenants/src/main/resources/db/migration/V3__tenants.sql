-- Tenants. A document is JSON, without any secret; null where the tenant was deleted, so that its
-- versions go on counting. Times are milliseconds since 1970-01-01T00:00Z. Common subset of SQLite
-- and PostgreSQL.
CREATE TABLE tenants (
    id         VARCHAR(63)  NOT NULL PRIMARY KEY,
    version    BIGINT       NOT NULL,
    document   TEXT,
    changed_at BIGINT       NOT NULL,
    changed_by VARCHAR(100) NOT NULL
);

-- Every version there was, the present one included.
CREATE TABLE tenant_versions (
    tenant     VARCHAR(63)  NOT NULL,
    version    BIGINT       NOT NULL,
    document   TEXT,
    changed_at BIGINT       NOT NULL,
    changed_by VARCHAR(100) NOT NULL,
    PRIMARY KEY (tenant, version)
);

-- Active numbers, E.164: each belongs to one tenant.
CREATE TABLE tenant_numbers (
    number VARCHAR(20) NOT NULL PRIMARY KEY,
    tenant VARCHAR(63) NOT NULL
);

CREATE INDEX tenant_numbers_by_tenant ON tenant_numbers (tenant);
