package io.centralita.engine.openai;

import io.centralita.fake.model.Brain;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Content;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.Occasion;
import io.centralita.fake.model.Role;
import io.centralita.fake.model.Script;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Models that know what our prompts ask for, on whichever connection they are asked.
final class PhoneBrain {
    static final String GREETING = "Hola, soy la centralita.";
    static final String WORKING = "Sigo en ello.";
    static final String RESUMED = "Como iba diciendo, eso es todo.";

    private PhoneBrain() {}

    /// Greets and resumes when it is asked to, and answers everything else like this.
    static Brain answering(Function<Occasion, Script> answer) {
        return occasion -> {
            var instructions = occasion.request().instructions();
            if (instructions != null && instructions.startsWith("The call begins")) {
                return Brains.speech(GREETING);
            }
            if (instructions != null && instructions.startsWith("You were cut off")) {
                return Brains.speech(RESUMED);
            }
            return answer.apply(occasion);
        };
    }

    static Brain saying(String text) {
        return answering(_ -> Brains.speech(text));
    }

    /// Asks for these once, chats while they run, and passes on what they return.
    static Brain lookingUp(Script.Step.Call... calls) {
        return answering(
                occasion -> {
                    var outputs = latestOutputs(occasion.items());
                    if (!outputs.isEmpty()) {
                        return Brains.speech(String.join(" ", outputs));
                    }
                    var asked =
                            occasion.items().stream().anyMatch(Item.FunctionCall.class::isInstance);
                    return asked ? Brains.speech(WORKING) : Script.of(calls);
                });
    }

    static Script.Step.Call call(String name, String arguments) {
        return new Script.Step.Call(name, arguments, null);
    }

    /// Results that the model has not passed on, wherever they stand.
    static List<String> latestOutputs(List<Item> items) {
        var said =
                items.stream()
                        .filter(
                                item ->
                                        item instanceof Item.Message message
                                                && message.role() == Role.ASSISTANT)
                        .map(PhoneBrain::told)
                        .toList();
        return items.stream()
                .filter(Item.FunctionCallOutput.class::isInstance)
                .map(item -> ((Item.FunctionCallOutput) item).output())
                .filter(output -> said.stream().noneMatch(line -> line.contains(output)))
                .toList();
    }

    /// A conversation in one line each, as the model sees it.
    static List<String> told(List<Item> items) {
        return items.stream().map(PhoneBrain::told).toList();
    }

    private static String told(Item item) {
        return switch (item) {
            case Item.Message message ->
                    message.role().name().toLowerCase(java.util.Locale.ROOT)
                            + ": "
                            + message.content().stream()
                                    .map(PhoneBrain::told)
                                    .collect(Collectors.joining(" "));
            case Item.FunctionCall call -> "call " + call.name() + call.arguments();
            case Item.FunctionCallOutput output -> "output " + output.output();
        };
    }

    private static String told(Content content) {
        return switch (content) {
            case Content.InputText(var text) -> text;
            case Content.OutputText(var text) -> text;
            case Content.InputAudio(var transcript, _, _) -> "«" + transcript + "»";
            case Content.OutputAudio(var transcript, _) -> "«" + transcript + "»";
            case Content.InputImage _ -> "image";
        };
    }
}
