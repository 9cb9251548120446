package io.centralita.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.network.demo.DemoNetwork;
import io.centralita.network.question.Question;
import io.centralita.network.question.Question.InterfaceStatus;
import io.centralita.network.question.Question.InterfaceTraffic;
import io.centralita.network.question.Question.RouterStatus;
import io.centralita.network.question.Question.UnknownRouter;
import io.centralita.network.router.Router;
import io.centralita.network.router.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every question of the table: understood as labelled, answered with the facts of the network and
/// with no number that is not among them.
class QuestionTableTest {
    private static final double RIGHT_AT_LEAST = 0.95;

    @ParameterizedTest
    @CsvSource({
        "es, 2026-11-20T18:00:00Z",
        "en, 2026-11-20T18:00:00Z",
        "es, 2026-03-02T04:17:31Z",
        "en, 2026-03-02T04:17:31Z"
    })
    void the_table_is_answered_with_facts_and_nothing_else(String language, Instant now)
            throws Exception {
        var source = new DemoNetwork(DemoNetwork.SEED, InstantSource.fixed(now), _ -> {});
        var wrong = new ArrayList<String>();
        var invented = new ArrayList<String>();
        var rows = Rows.of(language);
        try (var answerer = new Answerer(source)) {
            for (var row : rows) {
                var answer =
                        answerer.ask(row.question(), Locale.of(language), Duration.ofSeconds(30));
                var figures = Figures.of(source, row);
                var said = Figures.in(answer.text());
                if (!understood(answer.question()).equals(labelled(row))
                        || !said.containsAll(figures.required())
                        || !answer.language().getLanguage().equals(language)) {
                    wrong.add(row + " -> " + answer + " needs " + figures.required());
                }
                var strange = new HashSet<>(said);
                strange.removeAll(figures.allowed());
                if (!strange.isEmpty()) {
                    invented.add(row + " -> " + strange + " in " + answer.text());
                }
            }
        }
        assertThat(invented).as("answers with figures that the source did not give").isEmpty();
        assertThat(1 - (double) wrong.size() / rows.size())
                .as("share right of %d, wrong: %s", rows.size(), String.join("\n", wrong))
                .isGreaterThanOrEqualTo(RIGHT_AT_LEAST);
    }

    private static Rows labelled(Rows row) {
        return new Rows("", row.kind(), row.router(), row.interfaceName(), row.detail());
    }

    private static Rows understood(Question question) {
        return new Rows(
                "",
                question.kind().id(),
                router(question),
                empty(
                        switch (question) {
                            case InterfaceTraffic(var _, var name) -> name;
                            case InterfaceStatus(var _, var name) -> name;
                            case UnknownRouter(var _, var name) -> name;
                            default -> "";
                        }),
                detail(question));
    }

    private static String router(Question question) {
        return switch (question) {
            case UnknownRouter(var name, var _) -> name;
            case Question.OfRouters of ->
                    of.routers().stream().map(Router::name).collect(Collectors.joining(","));
            default -> "";
        };
    }

    private static String detail(Question question) {
        return switch (question) {
            case Question.ActiveClients(var _, var services) -> joined(services);
            case Question.ClientsWithProblems(var _, var services) -> joined(services);
            // The table has no word for a temperature or a version.
            case RouterStatus(var _, var detail) ->
                    switch (detail) {
                        case CPU, MEMORY, UPTIME -> detail.name().toLowerCase(Locale.ROOT);
                        case ALL, TEMPERATURE, VERSION -> "";
                    };
            default -> "";
        };
    }

    private static String joined(Set<Service> services) {
        return services.stream()
                .map(service -> service.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String empty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
