package io.centralita.call.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.scope.CallScope;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToolRunnerTest {
    private static final ToolDeadlines SHORT =
            new ToolDeadlines(
                    Duration.ofMillis(10),
                    Duration.ofMillis(20),
                    Duration.ofMillis(30),
                    Duration.ofMillis(40));

    private interface Body {
        ToolOutcome run() throws InterruptedException;
    }

    private final BlockingQueue<ToolResult> results = new ArrayBlockingQueue<>(32);
    private final CountDownLatch forever = new CountDownLatch(1);

    @AfterEach
    void let_hanging_tools_go() {
        forever.countDown();
    }

    @Test
    void an_answer_is_handed_on_as_it_is() throws Exception {
        assertThat(run("{\"pregunta\": \"x\"}", () -> new ToolOutcome.Answered("Hay 3.")).output())
                .isEqualTo("Hay 3.");
    }

    @Test
    void a_tool_that_throws_becomes_a_sentence() throws Exception {
        var result =
                run(
                        "{\"pregunta\": \"x\"}",
                        () -> {
                            throw new IllegalStateException("secret detail");
                        });
        assertThat(result.outcome()).isInstanceOf(ToolOutcome.Unexpected.class);
        assertThat(result.output())
                .isEqualTo(
                        "Ocurrió un error al procesar tu consulta. Por favor, intenta nuevamente.");
    }

    @Test
    void a_tool_that_runs_out_of_memory_is_caught_too() throws Exception {
        var result =
                run(
                        "{\"pregunta\": \"x\"}",
                        () -> {
                            throw new StackOverflowError();
                        });
        assertThat(result.outcome()).isInstanceOf(ToolOutcome.Unexpected.class);
    }

    @Test
    void a_tool_that_hangs_and_ignores_its_interruption_is_given_up() throws Exception {
        var result =
                run(
                        "{\"pregunta\": \"x\"}",
                        () -> {
                            while (forever.getCount() > 0) {
                                try {
                                    forever.await();
                                } catch (InterruptedException _) {
                                    Thread.onSpinWait();
                                }
                            }
                            return new ToolOutcome.Answered("too late");
                        });
        assertThat(result.outcome()).isInstanceOf(ToolOutcome.TimedOut.class);
        forever.countDown();
        assertThat(results.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void wrong_arguments_are_told_to_the_model_and_the_tool_is_not_run() throws Exception {
        for (var arguments :
                List.of("", "{}", "[]", "\"x\"", "{\"pregunta\": 5}", "{\"pregunta\"", "{} {}")) {
            var result = run(arguments, () -> new ToolOutcome.Answered("must not run"));
            assertThat(result.outcome()).isInstanceOf(ToolOutcome.InvalidArguments.class);
            assertThat(result.output()).containsIgnoringCase("argument");
        }
    }

    @Test
    void a_tool_that_does_not_exist_is_told_to_the_model() throws Exception {
        try (var runner = runner(List.of())) {
            runner.start(new ToolCall("1", "nope", "{}"));
            assertThat(next().output()).contains("nope");
        }
    }

    @Test
    void the_same_id_twice_runs_once() throws Exception {
        try (var runner = runner(List.of(tool(this::hang)))) {
            runner.start(call("1", "{\"pregunta\": \"x\"}"));
            runner.start(call("1", "{\"pregunta\": \"x\"}"));
            assertThat(next()).isNotNull();
            assertThat(results.poll(100, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void closing_cancels_what_runs_and_each_run_still_has_one_result() throws Exception {
        var runner =
                new ToolRunner(
                        ToolBox.of(List.of(tool(this::hang))),
                        ToolDeadlines.of(Duration.ofSeconds(60)),
                        new ToolResultProcessor(new BundledTexts()),
                        Locale.of("es"),
                        new CallScope("t", "c"),
                        Time.SYSTEM,
                        results::add);
        for (int i = 0; i < 5; i++) {
            runner.start(call("id" + i, "{\"pregunta\": \"x\"}"));
        }
        runner.close();
        for (int i = 0; i < 5; i++) {
            assertThat(next().outcome()).isInstanceOf(ToolOutcome.Cancelled.class);
        }
        assertThat(results.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void more_tools_at_once_than_allowed_are_refused() throws Exception {
        try (var runner =
                new ToolRunner(
                        ToolBox.of(List.of(tool(this::hang))),
                        ToolDeadlines.of(Duration.ofSeconds(60)),
                        new ToolResultProcessor(new BundledTexts()),
                        Locale.of("es"),
                        new CallScope("t", "c"),
                        Time.SYSTEM,
                        results::add)) {
            for (int i = 0; i <= ToolRunner.MAX_RUNNING; i++) {
                runner.start(call("id" + i, "{\"pregunta\": \"x\"}"));
            }
            assertThat(next().outcome()).isInstanceOf(ToolOutcome.Unexpected.class);
        }
    }

    @Test
    void what_is_passed_through_is_examined_neither_on_the_way_in_nor_out() throws Exception {
        var error = "{\"error\": \"line is down\"}";
        var peers =
                new Tool() {
                    @Override
                    public ToolDefinition definition() {
                        return tool(() -> new ToolOutcome.Answered("")).definition();
                    }

                    @Override
                    public ToolOutcome run(ToolRequest request) {
                        return new ToolOutcome.Answered(error);
                    }

                    @Override
                    public boolean passedThrough() {
                        return true;
                    }
                };
        try (var runner = runner(List.of(peers))) {
            runner.start(call("1", "not even JSON"));
            var result = next();
            assertThat(result.outcome()).isEqualTo(new ToolOutcome.Answered(error));
            assertThat(result.output()).isEqualTo(error);
        }
    }

    private ToolOutcome hang() throws InterruptedException {
        forever.await();
        return new ToolOutcome.Answered("");
    }

    private ToolResult run(String arguments, Body body) throws InterruptedException {
        try (var runner = runner(List.of(tool(body)))) {
            runner.start(call("1", arguments));
            return next();
        }
    }

    private ToolResult next() throws InterruptedException {
        var result = results.poll(10, TimeUnit.SECONDS);
        assertThat(result).isNotNull();
        return result;
    }

    private ToolRunner runner(List<Tool> tools) {
        return new ToolRunner(
                ToolBox.of(tools),
                SHORT,
                new ToolResultProcessor(new BundledTexts()),
                Locale.of("es"),
                new CallScope("t", "c"),
                Time.SYSTEM,
                results::add);
    }

    private static ToolCall call(String id, String arguments) {
        return new ToolCall(id, "ask", arguments);
    }

    private static Tool tool(Body body) {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                try {
                    return new ToolDefinition(
                            "ask",
                            "asks",
                            (ObjectNode)
                                    new ObjectMapper()
                                            .readTree(
                                                    """
                                                    {"type": "object", "required": ["pregunta"],
                                                     "properties": {"pregunta": {"type": "string"}}}
                                                    """));
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public ToolOutcome run(ToolRequest request) throws InterruptedException {
                return body.run();
            }
        };
    }
}
