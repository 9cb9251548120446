package io.centralita.app.eval.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.centralita.app.eval.scenario.Expectation.Limit;
import io.centralita.app.eval.scenario.Expectation.What;
import io.centralita.app.eval.scenario.Step.Action;
import io.centralita.app.eval.scenario.Step.Moment;
import io.centralita.app.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {
    @TempDir Path directory;

    @Test
    void a_scenario_says_who_calls_what_is_said_when_and_what_is_expected() throws Exception {
        var scenario =
                read(
                        """
                        name: All of it
                        description: >
                          Two lines
                          of text.
                        language: en
                        server:
                          tool-timeout: 15 s
                          enable-mikrotik-tools: "false"
                        caller: {from: "+1", to: "+2", voice: en-us, speed: 1.2}
                        steps:
                          - listen: 10 s
                          - say: One
                            expect:
                              - heard: [A, B]
                                within: 2 s
                              - answers-from: network
                          - say: Two
                            while: speaking
                            for: 1 s
                          - say: Three
                            while: tool
                          - dtmf: "12#"
                            after: 700 ms
                          - say: Four
                            at: 1 min
                          - wait: 2,5 s
                          - hang-up
                        expect:
                          - silence: at most 2.5 s
                          - tools: {name: t, count: at least 2}
                          - ended-by: [caller, assistant]
                        """);

        assertThat(scenario.name()).isEqualTo("All of it");
        assertThat(scenario.id()).isEqualTo("a-scenario");
        assertThat(scenario.description()).isEqualTo("Two lines of text.");
        assertThat(scenario.language()).isEqualTo(Locale.of("en"));
        assertThat(scenario.server())
                .isEqualTo(Map.of("TOOL_TIMEOUT", "15 s", "ENABLE_MIKROTIK_TOOLS", "false"));
        assertThat(scenario.caller()).isEqualTo(new Scenario.Caller("+1", "+2", "en-us", 1.2));
        assertThat(scenario.steps())
                .extracting(Step::action)
                .startsWith(
                        new Action.Listen(MomentReader.GREETING_SILENCE, Duration.ofSeconds(10)),
                        new Action.Say("One"))
                .endsWith(new Action.Pause(Duration.ofMillis(2_500)), new Action.HangUp());
        assertThat(scenario.steps())
                .extracting(step -> step.moment().getClass().getSimpleName())
                .containsExactly(
                        "AtOnce", // listens
                        "AtOnce", // has listened
                        "WhileSpeaking",
                        "WhileTool",
                        "AfterPause",
                        "At",
                        "AtOnce",
                        "AtOnce");
        assertThat(scenario.steps().get(1).expectations())
                .containsExactly(
                        new Expectation(
                                14,
                                new What.Heard(List.of("A", "B")),
                                new Limit.Within(Duration.ofSeconds(2))),
                        new Expectation(
                                16,
                                new What.AnswersFrom(Expectation.Source.NETWORK, "One"),
                                new Limit.None()));
        assertThat(scenario.expectations())
                .extracting(Expectation::what)
                .containsExactly(
                        new What.Silence(Duration.ofMillis(2_500)),
                        new What.Tools("t", "", new Expectation.Count(2, Integer.MAX_VALUE), ""),
                        new What.EndedBy(List.of("caller", "assistant"), ""));
    }

    @Test
    void a_caller_waits_for_the_greeting_and_then_for_each_reply() throws Exception {
        var scenario = read(steps("say: One", "say: Two"));

        assertThat(scenario.steps())
                .extracting(step -> ((Moment.AfterReply) step.moment()).silence())
                .containsExactly(
                        MomentReader.GREETING_SILENCE, MomentReader.SILENCE, MomentReader.SILENCE);
    }

    /// In the first column what is written in place of a step, then a part of the fault.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "saay: hi | 4: «saay» is not known in «step»: did you mean «say»?",
                "shout: hi | 4: «shout» is not known in «step»: say, play, dtmf",
                "after: 1 s | 4: The step does nothing; it wants one of: say",
                "{say: a, dtmf: '1'} | 4: The step does several things (say, dtmf)",
                "{say: a, say: b} | 4: «say» stands here twice",
                "say: '' | 4: «say» wants a text",
                "say: [a] | 4: «say» wants a text",
                "type: a | 4: «type»: a telephone carries no typed text",
                "just words | 4: «step» consists of «key: value»",
                "{say: a, after: 3} | 4: «after» is «3»; right would be a time with its unit",
                "{say: a, after: 2 h} | 4: «after» is «2 h»",
                "{say: a, after: 0 s} | 4: «after» is «0 s»",
                "{say: a, after: 31 min} | 4: «after» is «31 min»",
                "{say: a, after: 1 s, at: 2 s} | 4: The step begins at several times (after, at)",
                "{say: a, while: speakin} | 4: «while» is «speakin»: did you mean «speaking»?",
                "{say: a, while: sleeping} | 4: «while» is «sleeping»; right would be one of",
                "{say: a, at: 1 s, silence: 1 s} | 4: «silence» does not go with «at»",
                "{say: a, after: 1 s, patience: 1 s} | 4: «patience» does not go with «after»",
                "{say: a, while: tool, for: 1 s} | 4: «for» does not go with «while: tool»",
                "{wait: 1 s, at: 3 s} | 4: «at» does not go with «wait»",
                "{wait-for-hang-up: 1 s, after: reply} | 4: «after» does not go with «wait-for",
                "hang-up: maybe | 4: «hang-up» can only be true",
                "dtmf: 12x | 4: «12x» cannot be dialled",
                "play: no.wav | 4: The recording «no.wav» cannot be read",
                "{say: a, expect: {heard: a}} | 4: «expect» is a list",
                "{say: a, expect: [{hear: b}]} | 4: «hear» is not known in «expect»: did you mean",
                "{say: a, expect: [{within: 1 s}]} | 4: The item expects nothing",
                "{say: a, expect: [{heard: b, says: c}]} | 4: The item expects several things",
                "{say: a, expect: [{heard: b, within: 1 s, by: 2 s}]} | 4: «within» does not go",
                "{say: a, expect: [{silence: 2 s, by: 1 s}]} | 4: «by» does not go with «silence»",
                "{say: a, expect: [{heard: b, who: assistant}]} | 4: «who» does not go with",
                "{say: a, expect: [{says: b, who: nobody}]} | 4: «who» is «nobody»",
                "{say: a, expect: [{says: /(/}]} | 4: «/(/» is no regular expression",
                "{say: a, expect: [{says: []}]} | 4: «says» has no items",
                "{say: a, expect: [{in-order: [b]}]} | 4: «in-order» wants at least two",
                "{say: a, expect: [{tools: none}]} | 4: «tools» belongs to the «expect» of the",
                "{say: a, expect: [{no-repeat: true}]} | 4: «no-repeat» belongs to",
                "{listen: 5 s, expect: [{stops-within: 1 s}]} | 4: «stops-within» belongs to a",
                "{listen: 5 s, expect: [{answers-from: network}]} | 4: «network» is asked what",
                "{say: a, expect: [{answers-from: netwrk}]} | 4: «answers-from» is «netwrk»: did",
                "{say: a, expect: [{answers-from: {network: b, clock: c}}]} | 4: «answers-from»"
            })
    void a_wrong_step_is_told_with_its_line_and_what_was_meant(String example) throws Exception {
        var parts = example.split(" \\| ", 2);

        assertThat(faults(steps(parts[0]))).contains(":" + parts[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tools: {nam: a} | «nam» is not known in «tools»: did you mean «name»?",
                "tools: {outcome: anwered} | «outcome» is «anwered»: did you mean «answered»?",
                "tools: {count: few} | «count» is «few»; right would be: 2, at least 1",
                "ended-by: me | «ended-by» is «me»",
                "no-repeat: false | «no-repeat» can only be true",
                "stops-within: 1 s | «stops-within» belongs to the «expect» of a step",
                "answers-from: clock | «answers-from» belongs to the «expect» of a step"
            })
    void a_wrong_expectation_of_the_call_is_told(String example) throws Exception {
        var parts = example.split(" \\| ", 2);

        assertThat(faults(steps("say: a") + "expect:\n  - " + parts[0] + "\n")).contains(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "langauge: es | «langauge» is not known in «scenario»: did you mean «language»?",
                "language: es | «language» stands here twice",
                "server: {silence-bugdet: 3 s} | did you mean «silence-budget»?",
                "server: {silence-budget: 3 h} | «silence-budget» is «3 h»; right would be: 1 s to",
                "server: {engine: magic} | «engine» is «magic»; right would be: one of auto",
                "server: {language: en} | «language» is given to the server by eval itself",
                "server: {http-port: 1} | «http-port» is given to the server by eval itself",
                "server: {openai-api-key: sk} | «openai-api-key» is not known in «server»",
                "server: {asterisk-transport: rtp} | «asterisk-transport» does nothing here",
                "server: {asterisk-host: pbx} | not by Asterisk or Twilio",
                "server: {twilio-account-sid: AC} | «twilio-account-sid» does nothing here",
                "server: {ringing: fixed} | «ringing» does nothing here",
                "caller: {speed: 9} | «speed» is «9»; right would be 0.5 to 2",
                "caller: me | «caller» consists of «key: value»",
                "name: again | «name» stands here twice"
            })
    void a_wrong_head_is_told(String example) throws Exception {
        var parts = example.split(" \\| ", 2);

        assertThat(faults(steps("say: a") + parts[0] + "\n")).contains(parts[1]);
    }

    @Test
    void what_comes_after_the_end_or_before_its_time_is_a_fault() throws Exception {
        assertThat(faults(steps("hang-up: true"))).contains(":5: The call is over");
        assertThat(faults(steps("say: a\n    at: 5 s", "say: b\n    at: 4 s")))
                .contains(":7: This time lies before");
    }

    @Test
    void a_scenario_that_expects_nothing_is_a_fault() throws Exception {
        assertThat(faults("name: a\nsteps:\n  - say: b\n")).contains("expects nothing");
    }

    @Test
    void all_faults_are_told_at_once_in_the_order_of_the_file() throws Exception {
        var faults = faults("language: fr\nsteps:\n  - saay: a\n  - dtmf: x\n");

        assertThat(faults.lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains(":1: ", "«name» is missing"),
                        line -> assertThat(line).contains(":1: ", "fr"),
                        line -> assertThat(line).contains(":3: ", "saay"),
                        line -> assertThat(line).contains(":4: ", "dialled"));
    }

    @Test
    void what_is_no_yaml_or_no_file_is_told() throws Exception {
        assertThat(faults("language: fr")).contains("«fr»; right would be one of: es, en");
        assertThat(faults("name: a\nsteps: [\n")).contains("no YAML");
        assertThat(faults("")).contains("says nothing");
        assertThat(faults("- a\n")).contains("«scenario» consists of");
        assertThat(faults("x".repeat(300_000))).contains("more than 256 kB");
        var missing =
                catchThrowableOfType(
                        WrongScenario.class,
                        () -> ScenarioReader.read(directory.resolve("nowhere.yaml")));
        assertThat(words(missing, Locale.ENGLISH)).contains("cannot be read");
    }

    @Test
    void faults_are_told_in_spanish_too() throws Exception {
        var file = write(steps("saay: hi"));
        var fault = catchThrowableOfType(WrongScenario.class, () -> ScenarioReader.read(file));

        assertThat(words(fault, Locale.of("es"))).contains("¿querías decir «say»?");
    }

    /// The first step is in line 4; the last one makes the scenario expect something.
    private static String steps(String... steps) {
        return "name: a\nlanguage: en\nsteps:\n  - "
                + String.join("\n  - ", steps)
                + "\n  - {say: last, expect: [{heard: b}]}\n";
    }

    private String faults(String text) throws IOException {
        var file = write(text);
        var fault = catchThrowableOfType(WrongScenario.class, () -> ScenarioReader.read(file));
        return words(fault, Locale.ENGLISH);
    }

    private static String words(WrongScenario wrong, Locale language) {
        var messages = Messages.in(language);
        return String.join(
                "\n", wrong.faults().stream().map(fault -> fault.text(messages)).toList());
    }

    private Scenario read(String text) throws IOException, WrongScenario {
        return ScenarioReader.read(write(text));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("a-scenario.yaml"), text);
    }
}
