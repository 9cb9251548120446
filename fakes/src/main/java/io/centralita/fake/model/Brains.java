package io.centralita.fake.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Ready brains. None of them keeps anything: each decides by what it is shown.
public final class Brains {
    /// How long a character sounds.
    private static final int MS_PER_CHARACTER = 60;

    private Brains() {}

    /// A sentence with the length it would have.
    public static Script speech(String text) {
        return Script.say(text, audioMs(text));
    }

    public static int audioMs(String text) {
        return Math.max(200, text.length() * MS_PER_CHARACTER);
    }

    /// Always the same sentence.
    public static Brain saying(String text) {
        return _ -> speech(text);
    }

    /// One script for each response, and nothing when there are no more.
    public static Brain scripts(Script... scripts) {
        var all = List.of(scripts);
        return occasion ->
                occasion.number() <= all.size() ? all.get(occasion.number() - 1) : Script.NOTHING;
    }

    /// The first response greets, whoever asked for it.
    public static Brain greeting(String text, Brain afterwards) {
        return occasion -> occasion.number() == 1 ? speech(text) : afterwards.respond(occasion);
    }

    /// Says what the caller said; of audio nobody transcribed it says how long it was.
    public static Brain echo() {
        return occasion ->
                occasion.items().isEmpty()
                        ? Script.NOTHING
                        : speech(told(occasion.items().getLast()));
    }

    /// Calls these functions when the caller has said something, all in one response, and speaks
    /// what they return when they have. Arguments are JSON.
    public static Brain calling(Script.Step.Call... calls) {
        var wanted = Script.of(calls);
        return occasion -> {
            var outputs = latestOutputs(occasion.items());
            return outputs.isEmpty() ? wanted : speech(String.join(" ", outputs));
        };
    }

    /// Says so before it calls, as reasoning models do.
    public static Brain announcing(String preamble, Script.Step.Call... calls) {
        var steps = new ArrayList<Script.Step>();
        steps.add(new Script.Step.Say(preamble, audioMs(preamble), Phase.COMMENTARY));
        steps.addAll(List.of(calls));
        var wanted = new Script(steps);
        return occasion -> {
            var outputs = latestOutputs(occasion.items());
            return outputs.isEmpty() ? wanted : speech(String.join(" ", outputs));
        };
    }

    private static List<String> latestOutputs(List<Item> items) {
        var outputs = new ArrayList<String>();
        for (var item : items.reversed()) {
            if (!(item instanceof Item.FunctionCallOutput output)) {
                break;
            }
            outputs.addFirst(output.output());
        }
        return outputs;
    }

    private static String told(Item item) {
        return switch (item) {
            case Item.Message message ->
                    message.content().stream().map(Brains::told).collect(Collectors.joining(" "));
            case Item.FunctionCall call -> call.name();
            case Item.FunctionCallOutput output -> output.output();
        };
    }

    private static String told(Content content) {
        return switch (content) {
            case Content.InputText(var text) -> text;
            case Content.OutputText(var text) -> text;
            case Content.InputAudio(var transcript, var audioMs, var _) ->
                    transcript == null ? audioMs + " ms" : transcript;
            case Content.OutputAudio(var transcript, var _) -> transcript == null ? "" : transcript;
            case Content.InputImage _ -> "an image";
        };
    }
}
