package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.TurnTaking;
import io.centralita.fake.model.ClientEvent;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.SessionPatch;
import io.centralita.fake.model.Transcription;
import io.centralita.fake.model.TurnDetection;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// One conversation between a [Ledger] and the strict model, in which everything that may happen
/// happens in an order that the seed decides: the caller speaks and interrupts, tools answer, time
/// passes, messages are late in both directions, responses fail, connections are lost and renewed.
final class Interleaving {
    private static final int STEPS = 70;
    private static final int AUDIO_MS = 120;

    private final SplittableRandom random;
    private final boolean serverTurns;
    private final Rules rules;
    private final StringBuilder story = new StringBuilder();
    private final boolean tells;

    private final ArrayDeque<ClientMessage> toServer = new ArrayDeque<>();
    private final ArrayDeque<io.centralita.fake.model.ServerEvent> toClient = new ArrayDeque<>();
    private ModelConversation model;
    private Ledger ledger;
    private Out out;
    private long now = 1_000_000_000L;
    private long spokenMs;

    private final List<String> faults = new ArrayList<>();
    private final CallBooks call = new CallBooks(faults);
    private final ArrayDeque<Runnable> callActs = new ArrayDeque<>();
    private boolean gaveUp;

    private final Reckoning reckoning;
    private int connections;

    Interleaving(long seed, boolean tells) {
        random = new SplittableRandom(seed);
        this.tells = tells;
        serverTurns = random.nextInt(3) > 0;
        rules = Rules.of(TurnTaking.AUTOMATIC, serverTurns);
        out = new Out();
        reckoning = new Reckoning(random, this::model, faults);
        model = open();
        ledger = new Ledger(rules, out);
        ledger.ready(now);
    }

    List<String> run() {
        ledger.greet("Greet.", now);
        for (int i = 0; i < STEPS && !gaveUp; i++) {
            step();
        }
        finish();
        check();
        return faults;
    }

    String story() {
        return story.toString();
    }

    private ModelConversation model() {
        return model;
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> deliverToServer();
            case 4, 5, 6, 7, 8, 9 -> deliverToClient();
            case 10, 11, 12, 13, 14 -> modelStep();
            case 15 -> callerStarts();
            case 16 -> callerStops();
            case 17 -> transcribe();
            case 18 -> toolFinishes();
            case 19 -> callActs();
            case 20 -> pass(Duration.ofMillis(random.nextInt(4_000)));
            case 21 -> rare();
            default -> {
                deliverToServer();
                deliverToClient();
            }
        }
    }

    private void rare() {
        switch (random.nextInt(9)) {
            case 0 -> {
                tell("call: switchboard said");
                ledger.add(new HistoryEntry.SwitchboardSaid("Un momento."), now);
            }
            case 1 -> {
                tell("call: typed");
                ledger.add(new HistoryEntry.CallerSaid("typed"), now);
                ledger.respond("", now);
            }
            case 2 -> {
                tell("call: cancel");
                ledger.cancel(now);
                cutAll();
            }
            case 3 -> lose();
            case 4, 5 -> renew();
            case 6 -> cutAll();
            case 7 -> {
                if (!call.finished().isEmpty()) {
                    var late = call.finished().iterator().next();
                    tell("call: late result of " + late);
                    ledger.toolFinished(late, "late", now);
                }
            }
            default -> {
                tell("server: spurious refusal");
                toClient.add(
                        new io.centralita.fake.model.ServerEvent.ErrorSent(
                                new io.centralita.fake.model.ApiError(
                                        "server_error", "server_error", "hiccup", null, null)));
            }
        }
    }

    // --- the network

    private boolean deliverToServer() {
        var message = toServer.poll();
        if (message == null) {
            return false;
        }
        tell("→ " + message);
        model.on(WireMapping.toModel(message));
        return true;
    }

    private boolean deliverToClient() {
        var event = toClient.poll();
        if (event == null) {
            return false;
        }
        tell("← " + event);
        if (event instanceof io.centralita.fake.model.ServerEvent.AudioDelta delta) {
            int ms = delta.lengthMs();
            long utterance = ledger.audio(delta.responseId(), delta.itemId(), ms * 1_000_000L);
            if (utterance > 0) {
                call.audio(utterance, ms);
            }
        } else {
            var told = WireMapping.toLedger(event);
            if (told instanceof ServerEvent.ResponseCreated) {
                reckoning.heardOfResponse();
            }
            if (told != null) {
                ledger.on(told, now);
            }
        }
        return true;
    }

    private boolean modelStep() {
        return model.step();
    }

    private void callerStarts() {
        if (!model.isCallerSpeaking()) {
            tell("caller starts");
            speak(200);
            model.callerStarts(spokenMs);
        }
    }

    private void callerStops() {
        if (model.isCallerSpeaking()) {
            tell("caller stops");
            speak(700);
            model.callerStops(spokenMs);
        }
    }

    private void speak(int ms) {
        spokenMs += ms;
        model.on(new ClientEvent.AudioAppend(null, new byte[ms * 8]));
    }

    private boolean transcribe() {
        var waiting = model.untranscribed();
        if (waiting.isEmpty()) {
            return false;
        }
        var item = waiting.get(random.nextInt(waiting.size()));
        return random.nextInt(8) == 0
                ? model.failTranscription(item)
                : model.transcribe(item, "words of " + item);
    }

    private boolean toolFinishes() {
        if (call.running() == 0) {
            return false;
        }
        var id = call.finish(random.nextInt(call.running()));
        tell("tool finished " + id);
        ledger.toolFinished(id, "result of " + id, now);
        return true;
    }

    private boolean callActs() {
        var act = callActs.poll();
        if (act == null) {
            return false;
        }
        act.run();
        return true;
    }

    private void cutAll() {
        for (var utterance : call.utterances()) {
            long received = call.cut(utterance);
            long heard = random.nextInt(3) == 0 ? 0 : random.nextLong(received + 40);
            tell("call: interrupted " + utterance + " at " + heard + " of " + received);
            ledger.interrupted(utterance, Duration.ofMillis(heard), now);
        }
    }

    private void pass(Duration time) {
        tell("time passes: " + time);
        now += time.toNanos();
        ledger.settle(now);
    }

    // --- connections

    private ModelConversation open() {
        toServer.clear();
        toClient.clear();
        spokenMs = 0;
        reckoning.newConnection();
        var opened =
                ModelConversation.open(
                        new ModelConversation.Settings(
                                "gpt-realtime-2.1",
                                "" + connections++,
                                1_790_000_000,
                                AUDIO_MS,
                                false),
                        reckoning,
                        toClient::add);
        opened.on(
                new ClientEvent.SessionUpdate(
                        "session",
                        SessionPatch.realtime()
                                .format(AudioFormat.PCMU_8K)
                                .transcription(Transcription.by("gpt-4o-mini-transcribe"))
                                .turnDetection(TurnDetection.serverVad(serverTurns, serverTurns))
                                .build()));
        toClient.clear();
        return opened;
    }

    private void lose() {
        tell("connection lost");
        checkModel();
        reckoning.connectionLost();
        change();
    }

    private void renew() {
        if (ledger.isBetweenTurns() && !model.isCallerSpeaking()) {
            tell("renewed between turns");
            checkModel();
            change();
        }
    }

    private void change() {
        out = new Out();
        var before = ledger;
        model = open();
        ledger = before.successor(out, said -> "Go on after " + said);
        var repeats = ledger.turn().repeats();
        ledger.ready(now);
        if (repeats && random.nextBoolean()) {
            callerStarts();
        }
    }

    // --- the end

    /// Everything that is under way comes to its end, and nothing new begins.
    private void finish() {
        for (int i = 0; i < 2_000 && !gaveUp; i++) {
            var moved = deliverToServer();
            moved |= deliverToClient();
            moved |= modelStep();
            moved |= callActs();
            if (model.isCallerSpeaking()) {
                callerStops();
                moved = true;
            }
            moved |= transcribe();
            moved |= toolFinishes();
            if (!moved) {
                if (ledger.nextDeadline() == Long.MAX_VALUE) {
                    return;
                }
                pass(Duration.ofNanos(Math.max(1, ledger.nextDeadline() - now)));
            }
        }
        if (!gaveUp) {
            faults.add("never came to rest");
        }
    }

    private void check() {
        checkModel();
        if (gaveUp) {
            return;
        }
        if (call.isBusy()) {
            faults.add("the call was never told that the reply is finished");
        }
        if (!model.unansweredCalls().isEmpty()) {
            faults.add("calls without an output: " + model.unansweredCalls());
        }
        for (var id : call.finished()) {
            if (!reckoning.sawOutput(id) && !call.hasLeft()) {
                faults.add("result never taken into account: " + id);
            }
        }
        if (!ledger.isBetweenTurns()) {
            faults.add("not at rest");
        }
    }

    /// What holds for every connection at any time.
    private void checkModel() {
        if (!model.violations().isEmpty()) {
            faults.add("violations: " + model.violations());
        }
        for (var error : model.errors()) {
            var race =
                    "response_cancel_not_active".equals(error.code())
                            || (serverTurns && Answers.ALREADY_ACTIVE.equals(error.code()));
            if (!race) {
                faults.add("protocol error: " + error);
            }
        }
        for (var call : model.calls()) {
            if (call.outputs() > 1) {
                faults.add("answered more than once: " + call);
            }
        }
    }

    private void tell(String what) {
        if (tells) {
            story.append(what).append('\n');
        }
    }

    private final class Out implements Outlet {
        @Override
        public void send(ClientMessage message) {
            if (message instanceof ClientMessage.CreateResponse create) {
                reckoning.asked(create.tag());
            }
            if (this == out) {
                toServer.add(message);
            } else {
                faults.add("sent on an old connection: " + message);
            }
        }

        @Override
        public void post(EngineEvent event) {
            tell("   " + event);
            if (event instanceof EngineEvent.CallerSpeechStarted) {
                callActs.add(Interleaving.this::cutAll);
            }
            call.told(event);
        }

        @Override
        public Duration silenceBefore(long audioEndMs) {
            return Duration.ofMillis(500);
        }

        @Override
        public long beginUtterance() {
            return call.begin();
        }

        @Override
        public void endUtterance(long utterance) {
            call.end(utterance);
        }

        @Override
        public void giveUp(EngineFailure failure) {
            tell("gave up: " + failure);
            gaveUp = true;
        }

        @Override
        public void oddity(String code, String message) {
            tell("oddity: " + code + " " + message);
        }
    }
}
