package io.centralita.tenant.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/// A database of its own on the server of this JVM.
public final class TestPostgres extends TestDatabase {
    private final PostgresServer server;
    private final PostgresSettings settings;

    private TestPostgres(PostgresServer server) {
        this.server = server;
        settings = server.freshDatabase();
    }

    public static TestPostgres fresh() {
        return on(PostgresServer.shared());
    }

    public static TestPostgres on(PostgresServer server) {
        return new TestPostgres(server);
    }

    @Override
    public PostgresSettings settings() {
        return settings;
    }

    @Override
    public String url() {
        var password = URLEncoder.encode(PostgresServer.PASSWORD, StandardCharsets.UTF_8);
        return "postgresql://%s:%s@%s/%s"
                .formatted(
                        settings.user(),
                        password.replace("+", "%20"),
                        settings.hosts().getFirst(),
                        settings.database());
    }

    @Override
    public Connection connect() throws SQLException {
        return server.connect(settings.database());
    }

    @Override
    public Connection lock(String table) throws SQLException {
        var connection = connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    @Override
    public void breakTable(String table) throws SQLException {
        execute(
                """
                CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM no_such_function(); RETURN NEW; END'
                """);
        trigger(table, "broken");
    }

    @Override
    public void mendTable(String table) throws SQLException {
        execute("DROP TRIGGER broken ON " + table);
    }

    @Override
    public void refuse(String table, String column, String value) throws SQLException {
        execute(
                """
                CREATE FUNCTION picky() RETURNS trigger LANGUAGE plpgsql AS
                $$BEGIN
                  IF NEW.%s = '%s' THEN RAISE check_violation; END IF;
                  RETURN NEW;
                END$$
                """
                        .formatted(column, value));
        trigger(table, "picky");
    }

    private void trigger(String table, String name) throws SQLException {
        execute(
                "CREATE TRIGGER %s BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
                        .formatted(name, table, name));
    }

    @Override
    public void close() {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + settings.database() + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
