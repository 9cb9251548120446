package io.centralita.network.service;

import java.time.Duration;
import java.util.Locale;

/// How the service runs.
///
/// @param port 0 takes any free one, up to 65 535
/// @param language of answers to questions whose words do not tell, and of error messages
/// @param timeout for routers where the question names none, 1 to 300 s
/// @param concurrentQuestions answered at once, at least 1; more are refused with 503
public record Settings(
        String host, int port, Locale language, Duration timeout, int concurrentQuestions) {
    public static final int DEFAULT_PORT = 5_050;

    public Settings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (timeout.toSeconds() < 1 || timeout.toSeconds() > 300) {
            throw new IllegalArgumentException("timeout must be 1 to 300 s, not " + timeout);
        }
        if (concurrentQuestions < 1) {
            throw new IllegalArgumentException(
                    "concurrentQuestions must be at least 1, not " + concurrentQuestions);
        }
    }

    public static Settings defaults() {
        return new Settings("127.0.0.1", DEFAULT_PORT, Locale.of("es"), Duration.ofSeconds(60), 64);
    }

    public Settings withPort(int other) {
        return new Settings(host, other, language, timeout, concurrentQuestions);
    }
}
