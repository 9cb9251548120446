package io.centralita.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DialectTest {
    @ParameterizedTest
    @CsvSource({
        "api.openai.com, gpt-4.1-mini, max_completion_tokens, system, ''",
        "api.openai.com, gpt-5-mini, max_completion_tokens, developer, minimal",
        "api.openai.com, gpt-5.6-luna, max_completion_tokens, developer, none",
        "api.openai.com, gpt-5-chat-latest, max_completion_tokens, system, ''",
        "api.openai.com, o4-mini, max_completion_tokens, developer, low",
        "acme.openai.azure.com, telephone, max_completion_tokens, system, ''",
        "127.0.0.1, qwen3:8b, max_tokens, system, ''",
        "openai.com.example, gpt-5-mini, max_tokens, system, ''"
    })
    void servers_and_models_are_known_by_their_names(
            String host, String model, String limit, String role, String effort) {
        var dialect = Dialect.of(host, model, "");
        assertThat(dialect.limit()).isEqualTo(limit);
        assertThat(dialect.instructionsRole()).isEqualTo(role);
        assertThat(dialect.effort()).isEqualTo(effort);
        assertThat(dialect.freeOrder()).isEqualTo(limit.equals(Dialect.LIMIT));
    }

    @Test
    void an_operators_wish_comes_first() {
        assertThat(Dialect.of("api.openai.com", "gpt-5-mini", "high").effort()).isEqualTo("high");
        assertThat(Dialect.of("127.0.0.1", "qwen3", "none").effort()).isEqualTo("none");
    }

    @Test
    void what_is_refused_is_said_otherwise_and_then_left_out() {
        var dialect = Dialect.of("api.openai.com", "gpt-5.4", "low");
        var quiet = dialect.without(Dialect.EFFORT).orElseThrow();
        assertThat(quiet.effort()).isEqualTo("none");
        assertThat(quiet.without(Dialect.EFFORT).orElseThrow().effort()).isEmpty();
        var old = dialect.without(Dialect.LIMIT).orElseThrow();
        assertThat(old.limit()).isEqualTo(Dialect.OLD_LIMIT);
        assertThat(dialect.without(Dialect.USAGE).orElseThrow().usage()).isFalse();
        assertThat(dialect.without(Dialect.TEMPERATURE).orElseThrow().temperature()).isFalse();
        assertThat(dialect.without("messages")).isEmpty();
    }
}
