package io.centralita.app.eval.scenario;

import io.centralita.app.eval.scenario.Scenario.Caller;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Reads one scenario file. All that is wrong in it is told at once.
public final class ScenarioReader {
    private static final int LARGEST_FILE = 256 * 1_024;

    private static final List<String> KEYS =
            List.of("name", "description", "language", "server", "caller", "steps", "expect");
    private static final List<String> CALLER = List.of("from", "to", "voice", "speed");
    private static final List<String> LANGUAGES = List.of("es", "en");

    private final Faults faults;
    private final Values values;

    private ScenarioReader(Path file) {
        faults = new Faults(file);
        values = new Values(faults);
    }

    /// @throws WrongScenario with all that has to be mended
    public static Scenario read(Path file) throws WrongScenario {
        return new ScenarioReader(file).read();
    }

    private Scenario read() throws WrongScenario {
        var root = root();
        faults.throwIfAny();
        var top = root == null ? Optional.<Fields>empty() : fields(root);
        var scenario = top.map(this::scenario);
        faults.throwIfAny();
        return scenario.orElseThrow();
    }

    private @Nullable Node root() {
        try {
            if (Files.size(faults.file()) > LARGEST_FILE) {
                faults.add(0, "too-large", LARGEST_FILE / 1_024);
                return null;
            }
            var text = Files.readString(faults.file(), StandardCharsets.UTF_8);
            var root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                faults.add(0, "empty");
            }
            return root;
        } catch (IOException e) {
            faults.add(0, "unreadable", words(e));
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            faults.add(
                    mark == null ? 0 : mark.getLine() + 1,
                    "no-yaml",
                    String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            faults.add(0, "no-yaml", words(e));
        }
        return null;
    }

    private static String words(Exception e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private Optional<Fields> fields(Node root) {
        return Fields.of(root, "scenario", KEYS, faults);
    }

    private Scenario scenario(Fields top) {
        var name = top.find("name").flatMap(values::text);
        if (!top.has("name")) {
            faults.add(top.line(), "missing", "name", "scenario");
        }
        var language = top.find("language").flatMap(field -> values.choice(field, LANGUAGES));
        var steps = top.find("steps").map(this::steps).orElse(List.of());
        if (!top.has("steps")) {
            faults.add(top.line(), "missing", "steps", "scenario");
        }
        var expectations = top.find("expect").map(this::expectations).orElse(List.of());
        if (faults.isEmpty()
                && expectations.isEmpty()
                && steps.stream().allMatch(s -> s.expectations().isEmpty())) {
            faults.add(top.line(), "expects-nothing");
        }
        return new Scenario(
                faults.file(),
                name.orElse(""),
                top.find("description").flatMap(values::text).orElse(""),
                Locale.of(language.orElse("es")),
                top.find("server").map(this::server).orElse(Map.of()),
                top.find("caller").flatMap(this::caller).orElse(Caller.STANDARD),
                steps,
                expectations);
    }

    private List<Step> steps(Field field) {
        var reader = new StepReader(faults);
        var steps = new ArrayList<Step>();
        var nodes = values.list(field);
        for (var node : nodes) {
            reader.read(node).ifPresent(steps::add);
        }
        if (nodes.isEmpty()) {
            faults.add(field.line(), "empty-list", "steps");
        }
        return steps;
    }

    private List<Expectation> expectations(Field field) {
        return new ExpectationReader(faults).ofCall(field);
    }

    private Map<String, String> server(Field field) {
        return new ServerReader(faults).read(field.value());
    }

    private Optional<Caller> caller(Field field) {
        return Fields.of(field.value(), "caller", CALLER, faults)
                .map(
                        fields ->
                                new Caller(
                                        text(fields, "from", Caller.STANDARD.from()),
                                        text(fields, "to", Caller.STANDARD.to()),
                                        text(fields, "voice", ""),
                                        fields.find("speed")
                                                .flatMap(f -> values.decimal(f, 0.5, 2))
                                                .orElse(1.0)));
    }

    private String text(Fields fields, String key, String otherwise) {
        return fields.find(key).flatMap(values::text).orElse(otherwise);
    }
}
