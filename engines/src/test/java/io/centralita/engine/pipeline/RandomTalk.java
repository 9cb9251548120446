package io.centralita.engine.pipeline;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.tool.CancelLookups;
import io.centralita.call.tool.ToolCall;
import io.centralita.media.AudioFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// One conversation in which anything happens at any time, told by its seed: a caller, a peer, a
/// switchboard, tools that answer late, twice or never, and a model of bad manners. [TalkReckoning]
/// keeps its own books of what has to be in each request.
final class RandomTalk {
    private static final List<String> CALLER =
            List.of(
                    "¿Sigues ahí?",
                    "hola",
                    "vale, gracias",
                    "¿y qué hora es?",
                    "mi router tiene una luz roja",
                    "olvídalo",
                    "cancela",
                    "cancela eso y dime la hora",
                    "adiós",
                    "eh…",
                    "¿cuántos clientes hay?",
                    "x".repeat(300));
    private static final List<String> IDS =
            List.of("call_0", "call_0", "call_1", "", "i".repeat(60), "call_2", "x");
    private static final List<String> NAMES =
            List.of("look", "mirar la red", "", CancelLookups.NAME, "n".repeat(70));
    private static final List<String> ARGUMENTS =
            List.of("{}", "", "{\"a\":1}", "{\"a\":", "[]", "null");
    private static final List<String> OUTPUTS =
            List.of("221", "", "largo ".repeat(120), "No pude conectarme.", "\uD83D");

    /// Looked up once: phrases are matched at length, and are not what is tried out here.
    private static final Map<String, Remark> KINDS = new ConcurrentHashMap<>();

    private static final TurnTaking[] RULES = {
        TurnTaking.AUTOMATIC,
        TurnTaking.AUTOMATIC,
        TurnTaking.AUTOMATIC,
        new TurnTaking(true, true, true, false, null),
        new TurnTaking(true, false, true, true, null),
        new TurnTaking(false, false, false, false, null)
    };

    private final SplittableRandom random;
    private final StringBuilder story = new StringBuilder();
    private final boolean telling;
    private final TalkReckoning reckoning;
    private final Conversation conversation;

    /// Every id that a tool was asked under, for results that come late or twice.
    private final List<String> asked = new ArrayList<>();

    private final List<String> faults = new ArrayList<>();
    private TurnTaking rules = TurnTaking.AUTOMATIC;
    private long utterance;

    RandomTalk(long seed, boolean telling) {
        this.random = new SplittableRandom(seed);
        this.telling = telling;
        var limits =
                random.nextInt(3) == 0
                        ? new HistoryLimits(
                                4 + random.nextInt(12), 1_000 + random.nextInt(2_000), 8_000)
                        : HistoryLimits.DEFAULT;
        this.reckoning = new TalkReckoning(limits);
        var history = random.nextInt(4) == 0 ? former() : List.<HistoryEntry>of();
        this.conversation =
                new Conversation(
                        new SessionSettings(
                                "call",
                                Locale.of("es"),
                                "Hola.",
                                conduct(),
                                Map.of(),
                                history,
                                AudioFormat.PCMU_8K),
                        limits,
                        said -> KINDS.computeIfAbsent(said, Remarks.in(Locale.of("es"))::of),
                        seed);
        history.forEach(reckoning::former);
    }

    List<String> run() {
        int steps = 4 + random.nextInt(18);
        for (int i = 0; i < steps && faults.isEmpty(); i++) {
            step();
        }
        atLast();
        return faults;
    }

    String story() {
        return story.toString();
    }

    int requests() {
        return reckoning.requests();
    }

    int instantAnswers() {
        return reckoning.instantAnswers();
    }

    int cancellations() {
        return reckoning.cancellations();
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> callerSpeaks();
            case 5, 6, 7 -> toolAnswers();
            case 8 -> everythingTimesOut();
            case 9 -> {
                tell("switchboard");
                conversation.switchboardSaid(pick(List.of("Un momento.", "", "Sigo aquí.")));
            }
            case 10 -> {
                var kept = pick(List.of("", "Hay", "Hay tres."));
                tell("interrupted " + utterance + ": " + kept);
                conversation.interrupted(random.nextLong(utterance + 2), _ -> kept);
            }
            case 11 -> peerAdds();
            case 12 -> {
                var once = pick(List.of("", "", "sé breve"));
                tell("respond " + once);
                reckoning.responded(once);
                conversation.respond(once);
                reckoning.cancelled(conversation.requests(), rules, faults);
            }
            case 13 -> {
                tell("not understood");
                conversation.callerNotUnderstood();
                reckoning.spoke("", conversation);
            }
            case 14 -> {
                if (random.nextInt(4) == 0) {
                    tell("cancel answer");
                    conversation.cancelAnswer();
                    reckoning.answerCancelled();
                }
            }
            case 15 -> {
                if (random.nextInt(3) == 0) {
                    rules = RULES[random.nextInt(RULES.length)];
                    tell("rules " + rules);
                    conversation.configure(conduct());
                }
            }
            default -> serve();
        }
        // A caller who goes on speaking is answered a turn later.
        if (random.nextInt(3) > 0) {
            serve();
        }
    }

    private void callerSpeaks() {
        var text = pick(CALLER);
        tell("caller: " + text);
        reckoning.said(text);
        conversation.callerSaid(text);
        reckoning.spoke(text, conversation);
        reckoning.cancelled(conversation.requests(), rules, faults);
    }

    private void toolAnswers() {
        if (asked.isEmpty()) {
            return;
        }
        finish(pick(asked), pick(OUTPUTS));
    }

    private void everythingTimesOut() {
        for (var id : reckoning.running()) {
            finish(id, "La consulta tardó demasiado.");
        }
    }

    private void finish(String id, String output) {
        tell("tool " + id + ": " + output);
        reckoning.finished(id, output);
        conversation.toolFinished(id, output);
    }

    private void peerAdds() {
        var entry =
                switch (random.nextInt(6)) {
                    case 0 -> new HistoryEntry.Told("El cliente es Ana.");
                    case 1 -> new HistoryEntry.AssistantSaid("Buenos días.");
                    case 2 -> new HistoryEntry.ToolCalled(new ToolCall(pick(IDS), "look", "{"));
                    case 3 -> new HistoryEntry.ToolAnswered(pick(IDS), pick(OUTPUTS));
                    default -> new HistoryEntry.CallerSaid(pick(CALLER));
                };
        tell("peer adds " + entry);
        reckoning.added(entry);
        conversation.add(entry);
    }

    private void serve() {
        if (!conversation.isDue()) {
            return;
        }
        switch (conversation.take()) {
            case Due.Nothing() -> faults.add("due, and nothing to do");
            case Due.Say(var sentence) -> {
                tell("we say: " + sentence.text());
                reckoning.weSay(sentence, faults);
                boolean heard = random.nextInt(5) > 0;
                conversation.said(sentence, heard ? sentence.text() : "", heard ? ++utterance : 0);
            }
            case Due.Compose(var request) -> {
                tell("request: " + request.messages());
                reckoning.composed(request, faults);
                modelAnswers();
            }
        }
    }

    private void modelAnswers() {
        switch (random.nextInt(6)) {
            case 0 -> {
                var words = pick(List.of("", "Hay"));
                tell("model broken off: " + words);
                conversation.brokenOff(words, words.isEmpty() ? 0 : ++utterance, true);
                reckoning.brokenOff(words);
            }
            case 1 -> modelSays("");
            case 2 -> modelSays("Hay tres clientes.");
            default -> {
                var calls = new ArrayList<ToolCall>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    calls.add(new ToolCall(pick(IDS), pick(NAMES), pick(ARGUMENTS)));
                }
                var words = pick(List.of("", "Lo miro."));
                tell("model asks " + calls);
                var run = conversation.replied(words, calls, words.isEmpty() ? 0 : ++utterance);
                run.forEach(call -> asked.add(call.id()));
                reckoning.asked(run);
            }
        }
    }

    private void modelSays(String words) {
        tell("model: " + words);
        conversation.replied(words, List.of(), words.isEmpty() ? 0 : ++utterance);
        reckoning.asked(List.of());
    }

    /// The caller waits to the end: everything that runs comes in, and one more answer is given.
    private void atLast() {
        everythingTimesOut();
        conversation.respond("al final");
        for (int i = 0; i < 50 && conversation.isDue(); i++) {
            serve();
        }
        if (conversation.isDue()) {
            faults.add("something is still due");
        }
    }

    private List<HistoryEntry> former() {
        var entries = new ArrayList<HistoryEntry>();
        for (int i = random.nextInt(8); i > 0; i--) {
            entries.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new HistoryEntry.CallerSaid(pick(CALLER));
                        case 1 -> new HistoryEntry.AssistantSaid("Hay tres.");
                        case 2 -> new HistoryEntry.SwitchboardSaid("Un momento.");
                        case 3 -> {
                            asked.add("former" + i);
                            yield new HistoryEntry.ToolCalled(
                                    new ToolCall("former" + i, pick(NAMES), pick(ARGUMENTS)));
                        }
                        case 4 ->
                                new HistoryEntry.ToolAnswered(
                                        "former" + (i + random.nextInt(2)), pick(OUTPUTS));
                        default -> new HistoryEntry.Told("VIP");
                    });
        }
        return entries;
    }

    private Conduct conduct() {
        return new Conduct("", "", List.of(), rules, true);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void tell(String what) {
        if (telling) {
            story.append(what).append('\n');
        }
    }
}
