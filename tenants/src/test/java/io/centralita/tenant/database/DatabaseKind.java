package io.centralita.tenant.database;

/// The databases that every test of tables runs on:
///
/// ```java
/// @ParameterizedClass
/// @EnumSource(DatabaseKind.class)
/// class TenantTableTest {
///     private final TestDatabase database;
///
///     TenantTableTest(DatabaseKind kind) { database = kind.fresh(); }
///
///     @AfterEach
///     void remove() { database.close(); }
/// ```
public enum DatabaseKind {
    SQLITE,
    POSTGRESQL;

    /// A database that is still without tables.
    public TestDatabase fresh() {
        return switch (this) {
            case SQLITE -> TestSqlite.fresh();
            case POSTGRESQL -> TestPostgres.fresh();
        };
    }
}
