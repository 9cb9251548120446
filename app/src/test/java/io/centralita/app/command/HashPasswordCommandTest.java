package io.centralita.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Messages;
import io.centralita.console.access.ConsolePassword.Hashed;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// `settings hash-password`.
@Isolated("takes standard input's place")
class HashPasswordCommandTest {
    private static final String PASSWORD = "una clave larga";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path directory;

    @Test
    void a_person_types_it_twice_and_sees_its_hash_alone() throws Exception {
        assertThat(run(typed(PASSWORD, PASSWORD))).isZero();
        assertThat(new Hashed(out.toString().strip()).matches(PASSWORD)).isTrue();
        assertThat(out + err.toString()).doesNotContain(PASSWORD);
        assertThat(err.toString()).contains("CONSOLE_PASSWORD_HASH");
    }

    @Test
    void whoever_mistypes_it_gets_none() throws Exception {
        assertThat(run(typed(PASSWORD, PASSWORD + "x"))).isEqualTo(1);
        assertThat(run(typed("short", "short"))).isEqualTo(1);
        assertThat(run(typed("", ""))).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_script_pipes_it() throws Exception {
        var in = System.in;
        var line = (PASSWORD + "\nsomething else\n").getBytes(Charset.defaultCharset());
        System.setIn(new ByteArrayInputStream(line));
        try {
            var terminal = terminal();
            assertThat(Commands.run(terminal, List.of("settings", "hash-password"))).isZero();
        } finally {
            System.setIn(in);
        }
        assertThat(new Hashed(out.toString().strip()).matches(PASSWORD)).isTrue();
    }

    private int run(Function<String, Optional<String>> person) throws Exception {
        return new HashPasswordCommand(terminal(), person).call();
    }

    private static Function<String, Optional<String>> typed(String first, String second) {
        var words = new ArrayDeque<>(List.of(first, second));
        return _ -> Optional.of(words.pop());
    }

    private Terminal terminal() {
        return new Terminal(
                SettingsReader.read(directory, Map.of()),
                Messages.in(Locale.of("es")),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }
}
