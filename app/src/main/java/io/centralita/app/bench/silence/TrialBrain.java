package io.centralita.app.bench.silence;

import io.centralita.fake.model.Brain;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.Occasion;
import io.centralita.fake.model.Script;
import java.util.stream.Collectors;

/// A model that greets, looks up what it is asked, and passes on what it is told.
///
/// @param greeting what it says first
/// @param question what it hears, whatever is said
record TrialBrain(String greeting, String question) implements Brain {
    private static final String TOOL = "consultar_mikrotik";

    @Override
    public Script respond(Occasion occasion) {
        var instructions = occasion.request().instructions();
        if (instructions != null && instructions.startsWith("The call begins")) {
            return Brains.speech(greeting);
        }
        var outputs =
                occasion.items().stream()
                        .filter(Item.FunctionCallOutput.class::isInstance)
                        .map(item -> ((Item.FunctionCallOutput) item).output())
                        .distinct()
                        .collect(Collectors.joining(" "));
        if (!outputs.isEmpty()) {
            return Brains.speech(outputs);
        }
        return occasion.items().stream().anyMatch(Item.FunctionCall.class::isInstance)
                ? Brains.speech("Sigo en ello.")
                : Script.call(TOOL, "{\"pregunta\":\"" + question + "\"}");
    }
}
