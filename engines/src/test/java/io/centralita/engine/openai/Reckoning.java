package io.centralita.engine.openai;

import io.centralita.fake.model.Brain;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.Item;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.ModelResponse;
import io.centralita.fake.model.Occasion;
import io.centralita.fake.model.Role;
import io.centralita.fake.model.Script;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// The model of an [Interleaving]: answers at random, and keeps account of what it has taken into
/// account, so that an answer to nothing new is found out.
final class Reckoning implements Brain {
    private final SplittableRandom random;
    private final Supplier<ModelConversation> model;
    private final List<String> faults;

    private final Set<String> outputsSeen = new HashSet<>();
    private final Set<String> newsSeen = new HashSet<>();
    private final Map<Integer, Set<String>> takenUp = new HashMap<>();
    private final Map<String, Integer> knownWhenAsked = new HashMap<>();
    private int responsesKnown;
    private boolean reconnected;
    private int calls;
    private int failures;

    Reckoning(SplittableRandom random, Supplier<ModelConversation> model, List<String> faults) {
        this.random = random;
        this.model = model;
        this.faults = faults;
    }

    void newConnection() {
        reconnected = true;
        responsesKnown = 0;
        takenUp.clear();
    }

    /// What was answered may never have been heard of.
    void connectionLost() {
        newsSeen.clear();
    }

    /// The ledger asks for a response.
    void asked(String tag) {
        knownWhenAsked.put(tag, responsesKnown);
    }

    /// The ledger is told that a response has begun.
    void heardOfResponse() {
        responsesKnown++;
    }

    boolean sawOutput(String callId) {
        return outputsSeen.contains(callId);
    }

    @Override
    public Script respond(Occasion occasion) {
        var news = note(occasion);
        if (!news
                && lastAnswerWhole()
                && !reconnected
                && occasion.trigger() == Occasion.Trigger.CLIENT
                && occasion.request().instructions() == null
                && couldKnow(occasion.request().metadata())) {
            faults.add("answered twice: nothing was new");
        }
        reconnected = false;
        return script();
    }

    /// The ledger had heard of every response there was when it asked for this one.
    private boolean couldKnow(Map<String, String> metadata) {
        var known = knownWhenAsked.get(metadata.get(ClientWriter.TAG));
        return known != null && known == model.get().responsesCreated().size();
    }

    private boolean lastAnswerWhole() {
        var finished = model.get().responsesFinished();
        return !finished.isEmpty() && finished.getLast().status() == ModelResponse.Status.COMPLETED;
    }

    /// @return whether there is anything the model has not answered
    private boolean note(Occasion occasion) {
        var news = false;
        var plain = occasion.request().instructions() == null;
        forgetUnanswered();
        var fresh = new HashSet<String>();
        for (var item : occasion.items()) {
            if (item instanceof Item.FunctionCallOutput output) {
                outputsSeen.add(output.callId());
                news |= plain && newsSeen.add(output.callId()) && fresh.add(output.callId());
            } else if (item instanceof Item.Message message && message.role() == Role.USER) {
                news |= plain && newsSeen.add(message.id()) && fresh.add(message.id());
            }
        }
        takenUp.put(occasion.number(), fresh);
        return news;
    }

    /// What a response that failed or was cancelled had taken up is still to be answered.
    private void forgetUnanswered() {
        var created = model.get().responsesCreated();
        for (var response : model.get().responsesFinished()) {
            if (response.status() == ModelResponse.Status.FAILED
                    || response.status() == ModelResponse.Status.CANCELLED) {
                var news = takenUp.remove(created.indexOf(response.id()) + 1);
                if (news != null) {
                    newsSeen.removeAll(news);
                }
            }
        }
    }

    private Script script() {
        return switch (random.nextInt(10)) {
            case 0 -> Script.say("Un momento.", 400).thenCall("lookup", "{\"q\":1}");
            case 1, 2 -> Script.call("lookup", "{\"q\":" + calls++ + "}");
            case 3 ->
                    Script.call("lookup", "{\"q\":1}")
                            .thenCall("clock", "{}")
                            .thenCall("lookup", "{\"q\":2}");
            case 4 -> {
                if (failures++ > 1) {
                    yield Brains.speech("Hola.");
                }
                yield Script.NOTHING.then(new Script.Step.Fail("server_error", "server_error"));
            }
            case 5 ->
                    Script.say("Largo y tendido.", 900)
                            .then(new Script.Step.Incomplete("max_output_tokens"));
            case 6 -> Script.NOTHING;
            default -> Script.say("Hay doscientos clientes. Todo bien.", 360);
        };
    }
}
