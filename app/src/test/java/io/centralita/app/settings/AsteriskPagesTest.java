package io.centralita.app.settings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What docs/asterisk.md tells operators to write down, in either language, is there to be written
/// down.
class AsteriskPagesTest {
    private static final Path DOCS = Path.of("../docs");
    private static final String ENGLISH = "asterisk.md";
    private static final String SPANISH = "asterisk.es.md";

    private static final Pattern SNIPPET = Pattern.compile("(?ms)^( *)```ini\\n(.*?)^\\1```$");

    /// A line of `.env`; Asterisk's files have blanks around `=`, and lower case.
    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^ *([A-Z][A-Z0-9_]+)=(.+)$");

    /// Settings in the text. Variables of the dial plan that are ours begin with our name.
    private static final Pattern NAMED =
            Pattern.compile("`(?!CENTRALITA_)([A-Z]+(?:_[A-Z]+)+)(?:=([^`]*))?`");

    private static final Pattern OUR_PATH = Pattern.compile("/api/asterisk/([a-z]+)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]*)(#[^)]+)?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern COMMENT = Pattern.compile("(?m) *;.*$");

    private static final Map<String, Setting<?>> SETTINGS =
            Keys.ALL.stream().collect(Collectors.toMap(Setting::name, Function.identity()));

    private static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    private static List<String> snippets(String page) {
        return SNIPPET.matcher(page).results().map(found -> found.group(2)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, SPANISH})
    void every_setting_exists_and_takes_the_value_that_it_is_shown_with(String name)
            throws Exception {
        var page = page(name);
        var shown =
                Stream.concat(
                                snippets(page).stream()
                                        .flatMap(it -> ASSIGNMENT.matcher(it).results()),
                                NAMED.matcher(page).results())
                        .toList();
        assertThat(shown).hasSizeGreaterThan(40);
        for (var one : shown) {
            var setting = requireNonNull(SETTINGS.get(one.group(1)), one.group(1));
            if (one.group(2) != null) {
                assertThat(setting.kind().parse(one.group(2).strip())).as(one.group()).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, SPANISH})
    void every_setting_of_asterisk_is_explained(String name) throws IOException {
        var page = page(name);
        assertThat(
                        SETTINGS.keySet().stream()
                                .filter(
                                        it ->
                                                it.startsWith("ASTERISK_")
                                                        || it.startsWith("AUDIOSOCKET_")
                                                        || it.startsWith("RTP_")))
                .isNotEmpty()
                .allMatch(page::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, SPANISH})
    void every_path_of_ours_is_served(String name) throws IOException {
        var paths =
                OUR_PATH.matcher(page(name)).results().map(MatchResult::group).distinct().toList();
        assertThat(paths)
                .containsExactlyInAnyOrder(
                        "/api/asterisk/ari", "/api/asterisk/media", "/api/asterisk/calls");
        var declared = sources();
        assertThat(paths)
                .allMatch(
                        path ->
                                declared.contains("\"" + path + "\"")
                                        || declared.contains("\"" + path + "/\""));
    }

    private static String sources() throws IOException {
        try (var files = Files.walk(Path.of("../channels/src/main/java"))) {
            return files.filter(it -> it.toString().endsWith(".java"))
                    .map(AsteriskPagesTest::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, SPANISH})
    void every_link_leads_somewhere(String name) throws IOException {
        for (var link : LINK.matcher(page(name)).results().toList()) {
            var file = link.group(1).isEmpty() ? name : link.group(1);
            assertThat(DOCS.resolve(file)).exists();
            if (link.group(2) != null) {
                assertThat(anchors(page(file))).contains(link.group(2));
            }
        }
    }

    private static List<String> anchors(String page) {
        return HEADING.matcher(page)
                .results()
                .map(
                        heading ->
                                "#"
                                        + heading.group(1)
                                                .toLowerCase(Locale.ROOT)
                                                .replaceAll("[^\\p{L}\\p{N} -]", "")
                                                .replace(' ', '-'))
                .toList();
    }

    @Test
    void both_languages_have_the_same_snippets_in_the_same_order() throws IOException {
        var english = withoutComments(snippets(page(ENGLISH)));
        assertThat(english).hasSizeGreaterThan(15);
        assertThat(withoutComments(snippets(page(SPANISH)))).isEqualTo(english);
    }

    private static List<String> withoutComments(List<String> snippets) {
        return snippets.stream().map(it -> COMMENT.matcher(it).replaceAll("")).toList();
    }

    /// Each extension of the dial plan goes only to labels that it has, and counts from 1 on.
    @Test
    void the_dial_plans_jumps_have_somewhere_to_go() throws IOException {
        var plans = new TreeMap<Integer, List<String>>();
        var all = snippets(page(ENGLISH));
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).contains("exten =>")) {
                plans.put(i, new ArrayList<>(all.get(i).lines().toList()));
            }
        }
        assertThat(plans).hasSize(3);
        for (var plan : plans.values()) {
            var text = String.join("\n", plan);
            var labels = found(text, "n\\((\\w+)\\),");
            assertThat(found(text, "(?:\\?|Goto\\()(\\w+)")).isNotEmpty().isSubsetOf(labels);
            assertThat(text).containsPattern("exten => _X\\.,1,");
            assertThat(text.lines().reduce((_, last) -> last).orElseThrow()).contains("Hangup()");
        }
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
