package io.centralita.app.bench.silence;

import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.Moment;
import io.centralita.fake.model.server.Plan;
import io.centralita.fake.model.server.Plan.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What goes wrong with a model on a bad day: something on every other connection.
final class RandomPlan {
    private RandomPlan() {}

    static Plan of(int connections, Random random) {
        var rules = new ArrayList<Rule>();
        for (int number = 1; number <= connections; number++) {
            if (random.nextInt(10) == 0) {
                rules.add(new Rule(number, new Moment.AtConnect(), one(AT_THE_DOOR, random)));
            } else if (random.nextInt(5) < 2) {
                rules.add(new Rule(number, moment(random), one(IN_SESSION, random)));
            }
        }
        return new Plan(rules);
    }

    private static final List<Misbehaviour.AtTheDoor> AT_THE_DOOR =
            List.of(
                    new Misbehaviour.Answer(503),
                    new Misbehaviour.Answer(429, Duration.ofSeconds(1)),
                    new Misbehaviour.ResetAtConnect(),
                    new Misbehaviour.NeverAnswer(),
                    new Misbehaviour.SlowConnect(Duration.ofMillis(1_500)));

    private static final List<Misbehaviour.InSession> IN_SESSION =
            List.of(
                    new Misbehaviour.Close(1011),
                    new Misbehaviour.Reset(),
                    new Misbehaviour.Expire(),
                    new Misbehaviour.GoSilent(),
                    new Misbehaviour.StopReading(),
                    new Misbehaviour.Stall(Duration.ofSeconds(3)),
                    new Misbehaviour.Send(Misbehaviour.Garbage.NOT_JSON),
                    new Misbehaviour.HalfFrame(),
                    new Misbehaviour.FailNextResponse("server_error", true),
                    new Misbehaviour.FailNextResponse("rate_limit_exceeded", false),
                    new Misbehaviour.Duplicate(),
                    new Misbehaviour.IgnoreClose());

    private static Moment moment(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Moment.After(Duration.ofMillis(random.nextInt(20_000)));
            case 1 -> new Moment.ResponseBegins(1 + random.nextInt(3));
            case 2 -> new Moment.AudioSent(1 + random.nextInt(3), random.nextInt(2_000));
            default -> new Moment.ResponseEnds(1 + random.nextInt(3));
        };
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
