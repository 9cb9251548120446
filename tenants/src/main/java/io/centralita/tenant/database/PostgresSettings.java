package io.centralita.tenant.database;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server, as libpq writes its address («Connection URIs», PostgreSQL 18 manual
/// §32.1.1.2): `postgresql://user:password@host:port,host2:port/database?sslmode=require`.
///
/// @param hosts with ports, tried in order: `db.example.com:5432`, `[::1]:5432`
/// @param password empty where the server asks for none, or where `~/.pgpass` has it
/// @param properties of the JDBC driver, by its names
public record PostgresSettings(
        List<String> hosts,
        String database,
        String user,
        Optional<String> password,
        Map<String, String> properties)
        implements DatabaseSettings {
    private static final String PORT = ":5432";
    private static final Pattern HOST =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.%]+]|[\\p{L}\\p{N}._-]+)(?::[0-9]{1,5})?");

    /// What libpq's parameters are called by the driver.
    private static final Map<String, String> PARAMETERS =
            Map.of(
                    "sslmode", "sslmode",
                    "sslrootcert", "sslrootcert",
                    "sslcert", "sslcert",
                    "sslkey", "sslkey",
                    "channel_binding", "channelBinding",
                    "target_session_attrs", "targetServerType",
                    "application_name", "ApplicationName",
                    "search_path", "currentSchema");

    public PostgresSettings {
        hosts = List.copyOf(hosts);
        properties = Map.copyOf(properties);
    }

    /// @param rest what follows `postgresql:`
    static PostgresSettings parse(String rest) {
        if (!rest.startsWith("//")) {
            throw wrong("«//» must follow the scheme");
        }
        int query = rest.indexOf('?');
        var address = query < 0 ? rest.substring(2) : rest.substring(2, query);
        int slash = address.lastIndexOf('/');
        if (slash < 0 || slash == address.length() - 1) {
            throw wrong("the name of a database is missing");
        }
        var authority = address.substring(0, slash);
        int at = authority.lastIndexOf('@');
        if (at <= 0) {
            throw wrong("a user is missing");
        }
        var login = authority.substring(0, at).split(":", 2);
        return new PostgresSettings(
                hosts(authority.substring(at + 1)),
                decoded(address.substring(slash + 1)),
                decoded(login[0]),
                login.length < 2 || login[1].isEmpty()
                        ? Optional.empty()
                        : Optional.of(decoded(login[1])),
                query < 0 ? Map.of() : properties(rest.substring(query + 1)));
    }

    private static List<String> hosts(String text) {
        var hosts = new ArrayList<String>();
        for (var host : text.split(",", -1)) {
            if (!HOST.matcher(host).matches()) {
                throw wrong("a host is missing or misspelt");
            }
            hosts.add(host.matches(".*:[0-9]{1,5}") && !host.endsWith("]") ? host : host + PORT);
        }
        return hosts;
    }

    private static Map<String, String> properties(String query) {
        var properties = new TreeMap<String, String>();
        for (var parameter : query.split("&", -1)) {
            var parts = parameter.split("=", 2);
            @Nullable String name = PARAMETERS.get(parts[0]);
            if (name == null || parts.length < 2) {
                // Not named: a password may have been put there.
                throw wrong(
                        "after «?» only these are understood: "
                                + String.join(
                                        ", ", PARAMETERS.keySet().stream().sorted().toList()));
            }
            properties.put(name, driverValue(name, decoded(parts[1])));
        }
        return properties;
    }

    /// The driver's word for a primary server.
    private static String driverValue(String name, String value) {
        if (!"targetServerType".equals(name)) {
            return value;
        }
        return switch (value) {
            case "read-write", "primary" -> "primary";
            case "any" -> "any";
            default -> throw wrong("target_session_attrs: read-write, primary or any");
        };
    }

    /// Percent signs are decoded, plus signs are not: this is no form.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("a percent sign that begins no code: write %25"); // its cause quotes
        }
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                "DATABASE_URL: "
                        + what
                        + ": postgresql://user:password@host:5432/database?sslmode=require (what is special in a password as %40, %3A, %2F)");
    }

    /// As the JDBC driver wants it, without who we are.
    ///
    /// @param standard properties for what the settings leave open
    String jdbcUrl(Map<String, String> standard) {
        var all = new TreeMap<>(standard);
        all.putAll(properties);
        var address = "jdbc:postgresql://" + String.join(",", hosts) + "/" + encoded(database);
        return all.isEmpty()
                ? address
                : address
                        + all.entrySet().stream()
                                .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String place() {
        return "postgresql://" + String.join(",", hosts) + "/" + database;
    }

    @Override
    public String toString() {
        return place();
    }
}
