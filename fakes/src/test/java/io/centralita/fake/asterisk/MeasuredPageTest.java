package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// MEASURED.md names tests that exist.
final class MeasuredPageTest {
    private static final Path PAGE = Path.of("MEASURED.md");
    private static final List<Path> TESTS =
            List.of(
                    Path.of("src", "test", "java"),
                    Path.of("..", "channels", "src", "test", "java"),
                    Path.of("..", "app", "src", "test", "java"));

    /// With the last part of its package where there are several of that name.
    private static final Pattern NAME = Pattern.compile("`((?:[a-z]+\\.)?[A-Z]\\w+)#(\\w+)`");

    @Test
    void every_test_of_the_page_exists() throws IOException {
        var sources = sources();
        var names = NAME.matcher(Files.readString(PAGE)).results().toList();
        assertThat(names).hasSizeGreaterThan(100);
        var missing = new ArrayList<String>();
        for (var name : names) {
            var file = name.group(1).replace('.', '/') + ".java";
            var found = sources.stream().filter(path -> path.endsWith(file)).toList();
            var method = " " + name.group(2) + "(";
            boolean exists = false;
            for (var path : found) {
                exists |= Files.readString(path).contains(method);
            }
            if (!exists) {
                missing.add(name.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (var root : TESTS) {
            try (var files = Files.walk(root)) {
                files.filter(
                                path ->
                                        path.toString().contains("asterisk")
                                                || path.toString().contains("settings"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}
