package io.centralita.app.bench.silence;

import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// One fault at one moment with one engine.
///
/// @param engine `openai` (alone), `ladder` (openai, then the embedded one) or `offline`
/// @param plan what goes wrong with the model
/// @param answering what goes wrong with the answering service
/// @param interrupts the caller speaks over the answer
/// @param mayApologise nobody is left who could serve the call, so it may end by an apology
record Trial(
        String fault,
        String moment,
        String engine,
        Plan plan,
        AnsweringFault answering,
        boolean interrupts,
        boolean mayApologise) {
    private static final String RINGING = "ringing";
    private static final String GREETING = "greeting";
    private static final String LISTENING = "listening";
    private static final String THINKING = "thinking";
    private static final String TOOL = "tool running";
    private static final String SPEAKING = "speaking";
    private static final String OPENAI = "openai";
    static final String LADDER = "ladder";
    static final String OFFLINE = "offline";

    private static final Misbehaviour.AtTheDoor REFUSES = new Misbehaviour.Answer(401);

    /// Every connection after the first.
    private static final int LATER = 12;

    static final List<Trial> ALL =
            List.of(
                    lasting("upgrade refused", OPENAI, REFUSES),
                    lasting("upgrade refused", LADDER, REFUSES),
                    lasting("connect never", LADDER, new Misbehaviour.NeverAnswer()),
                    lasting("connect never", OPENAI, new Misbehaviour.NeverAnswer()),
                    lasting(
                            "upgrade rate limited",
                            LADDER,
                            new Misbehaviour.Answer(429, Duration.ofSeconds(1))),
                    lasting("connect reset", LADDER, new Misbehaviour.ResetAtConnect()),
                    model("close", GREETING, OPENAI, audio(1, 500), new Misbehaviour.Close(1011)),
                    model("close", LISTENING, OPENAI, ends(1), new Misbehaviour.Close(1011)),
                    model("silence", LISTENING, OPENAI, ends(1), new Misbehaviour.GoSilent()),
                    model("silence", THINKING, OPENAI, begins(2), new Misbehaviour.GoSilent()),
                    model("silence", SPEAKING, OPENAI, audio(3, 600), new Misbehaviour.GoSilent()),
                    model("reset", TOOL, OPENAI, ends(2), new Misbehaviour.Reset()),
                    model("garbage", SPEAKING, OPENAI, audio(3, 600), garbage()),
                    model("server error", THINKING, OPENAI, ends(1), fails("server_error", false)),
                    model("server error", SPEAKING, OPENAI, ends(2), fails("server_error", true)),
                    model(
                            "rate limit",
                            THINKING,
                            OPENAI,
                            ends(1),
                            fails("rate_limit_exceeded", false)),
                    gone("close for good", THINKING, begins(2)),
                    gone("close for good", TOOL, ends(2)),
                    gone("close for good", SPEAKING, audio(3, 600)),
                    tool(AnsweringFault.NONE, OPENAI),
                    tool(AnsweringFault.TIMES_OUT, OPENAI),
                    tool(AnsweringFault.UNREACHABLE, OPENAI),
                    tool(AnsweringFault.HTTP_ERROR, OPENAI),
                    tool(AnsweringFault.RATE_LIMITED, OPENAI),
                    tool(AnsweringFault.GARBAGE, OPENAI),
                    tool(AnsweringFault.BREAKS_OFF, OPENAI),
                    tool(AnsweringFault.TIMES_OUT, OFFLINE),
                    tool(AnsweringFault.UNREACHABLE, OFFLINE),
                    tool(AnsweringFault.RATE_LIMITED, OFFLINE),
                    interrupted());

    private static Trial lasting(String fault, String engine, Misbehaviour.AtTheDoor how) {
        return new Trial(
                fault,
                RINGING,
                engine,
                Plan.every(how),
                AnsweringFault.NONE,
                false,
                engine.equals(OPENAI));
    }

    private static Trial model(
            String fault, String moment, String engine, Moment when, Misbehaviour.InSession how) {
        return new Trial(
                fault, moment, engine, Plan.first(when, how), AnsweringFault.NONE, false, false);
    }

    /// The connection is lost and no other comes about: the next engine takes over.
    private static Trial gone(String fault, String moment, Moment when) {
        var plan = Plan.first(when, new Misbehaviour.Reset());
        for (int later = 2; later <= LATER; later++) {
            plan = plan.and(later, REFUSES);
        }
        return new Trial(fault, moment, LADDER, plan, AnsweringFault.NONE, false, false);
    }

    private static Trial tool(AnsweringFault how, String engine) {
        var words = how.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Trial("tool: " + words, TOOL, engine, Plan.NONE, how, false, false);
    }

    private static Trial interrupted() {
        return new Trial(
                "reset",
                "interrupted",
                OPENAI,
                Plan.first(audio(3, 1_800), new Misbehaviour.Reset()),
                AnsweringFault.NONE,
                true,
                false);
    }

    private static Moment audio(int response, int ms) {
        return new Moment.AudioSent(response, ms);
    }

    private static Moment begins(int response) {
        return new Moment.ResponseBegins(response);
    }

    private static Moment ends(int response) {
        return new Moment.ResponseEnds(response);
    }

    private static Misbehaviour.InSession garbage() {
        return new Misbehaviour.Send(Misbehaviour.Garbage.NOT_JSON);
    }

    private static Misbehaviour.InSession fails(String code, boolean midway) {
        return new Misbehaviour.FailNextResponse(code, midway);
    }

    String words() {
        return fault + " × " + moment;
    }

    /// So many of them, spread over all.
    static List<Trial> sample(int number) {
        int wanted = Math.clamp(number, 1, ALL.size());
        return IntStream.range(0, wanted)
                .mapToObj(index -> ALL.get(index * ALL.size() / wanted))
                .toList();
    }
}
