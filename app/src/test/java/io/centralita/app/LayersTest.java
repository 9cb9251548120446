package io.centralita.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arrows between the rooms, as ARCHITECTURE.md draws them.
class LayersTest {
    private static final String ROOT = "io.centralita.";
    private static final int LONGEST_CLASS = 450;

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("io.centralita");

    /// What each room may name beside itself.
    private static final Map<String, List<String>> MAY_NAME =
            Map.of(
                    "media", List.of(),
                    "fake", List.of("media", "socket"),
                    "call", List.of("media"),
                    "socket", List.of(),
                    "engine", List.of("call", "media", "socket"),
                    "channel", List.of("call", "media", "socket"),
                    "tool", List.of("call", "media"),
                    "network", List.of(),
                    "tenant", List.of("call", "media"),
                    "console", List.of("call", "media", "tenant"));

    @Test
    void every_room_names_only_the_rooms_below_it() {
        var rooms = MAY_NAME.keySet();
        MAY_NAME.forEach(
                (room, below) -> {
                    var forbidden =
                            Stream.concat(rooms.stream(), Stream.of("app", "bench"))
                                    .filter(other -> !other.equals(room) && !below.contains(other))
                                    .map(other -> ROOT + other + "..")
                                    .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + room + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden)
                            .allowEmptyShould(true)
                            .check(CLASSES);
                });
    }

    @Test
    void the_core_names_no_network_library() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "call..", ROOT + "media..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "java.net..", "java.sql..")
                .check(CLASSES);
    }

    @Test
    void media_does_no_input_or_output_of_its_own() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "media..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class)
                .check(CLASSES);
    }

    @Test
    void packages_do_not_go_round_in_circles() {
        slices().matching("io.centralita.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void no_class_grows_over_the_limit() throws IOException {
        try (var files = Files.walk(Path.of(".."))) {
            var tooLong =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> lines(file) > LONGEST_CLASS)
                            .toList();
            assertThat(tooLong).isEmpty();
        }
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
