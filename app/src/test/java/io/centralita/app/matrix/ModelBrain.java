package io.centralita.app.matrix;

import io.centralita.fake.model.Brain;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.Occasion;
import io.centralita.fake.model.Script;
import java.util.function.Supplier;

/// What the realtime model does while all is well.
///
/// @param said what the caller said last, empty before
record ModelBrain(Supplier<String> said) implements Brain {
    @Override
    public Script respond(Occasion occasion) {
        var instructions = occasion.request().instructions();
        if (instructions != null && instructions.startsWith("The call begins")) {
            return Brains.speech(Dialogue.GREETING);
        }
        if (instructions != null && instructions.startsWith("You were cut off")) {
            return Brains.speech(Dialogue.RESUMED);
        }
        if (said.get().equals(Dialogue.SECOND_QUESTION)) {
            return Brains.speech(Dialogue.SECOND_ANSWER);
        }
        var outputs =
                occasion.items().stream()
                        .filter(Item.FunctionCallOutput.class::isInstance)
                        .map(item -> ((Item.FunctionCallOutput) item).output())
                        .distinct()
                        .toList();
        if (!outputs.isEmpty()) {
            return Brains.speech(String.join(" ", outputs));
        }
        return occasion.items().stream().anyMatch(Item.FunctionCall.class::isInstance)
                ? Brains.speech(Dialogue.WORKING)
                : Script.call(FaultyTool.NAME, FaultyTool.ARGUMENTS);
    }
}
