package io.centralita.engine.speech;

import io.centralita.call.engine.EngineFailure;
import io.centralita.call.scope.Time;
import io.centralita.engine.breaker.Breaker;
import io.centralita.engine.speech.SpeechWatcher.Role;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who serves: parts in their order, each with a breaker that all calls share. Thread-safe.
final class Rota<P> {
    private static final Logger log = LoggerFactory.getLogger(Rota.class);

    private final Role role;
    private final List<Place<P>> places;
    private final SpeechWatcher watcher;
    private final Time time;
    private final AtomicReference<String> serving;

    /// @param index in the order of preference, from 0
    record Place<P>(int index, String name, P part, Breaker breaker) {}

    /// @param coolDown how long a part that failed is left alone
    Rota(
            Role role,
            List<SpeechPart<P>> parts,
            Duration coolDown,
            SpeechWatcher watcher,
            Time time) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no " + role.word());
        }
        this.role = role;
        this.watcher = watcher;
        this.time = time;
        this.places =
                IntStream.range(0, parts.size())
                        .mapToObj(
                                i ->
                                        new Place<>(
                                                i,
                                                parts.get(i).name(),
                                                parts.get(i).part(),
                                                new Breaker(coolDown)))
                        .toList();
        this.serving = new AtomicReference<>(places.getFirst().name());
    }

    P first() {
        return places.getFirst().part();
    }

    boolean any(Predicate<P> fits) {
        return places.stream().anyMatch(place -> fits.test(place.part()));
    }

    /// Those that fit, in their order.
    List<Place<P>> fitting(Predicate<P> fits) {
        return places.stream().filter(place -> fits.test(place.part())).toList();
    }

    /// Whether it may be tried now; the last one always may, since nobody stands behind it. Who was
    /// admitted says how it went: [#served], [#failed] or [#left].
    boolean admits(Place<P> place, boolean last) {
        boolean admitted = place.breaker().admits(time.nanoTime());
        return admitted || last;
    }

    void served(Place<P> place) {
        place.breaker().opened();
        var before = serving.getAndSet(place.name());
        if (!before.equals(place.name())) {
            watcher.changed(role, before, place.name());
            log.atInfo()
                    .addKeyValue("role", role.word())
                    .addKeyValue("from", before)
                    .addKeyValue("to", place.name())
                    .log("speech part changed");
        }
    }

    void failed(Place<P> place, Exception why) {
        if (why.getCause() instanceof SpeechFault fault) {
            if (fault.isAboutTheRequest()) {
                place.breaker().left();
            } else {
                place.breaker().failed(fault.failure(), time.nanoTime());
            }
        } else {
            place.breaker().failed(new EngineFailure.Broken(role.word(), why), time.nanoTime());
        }
        var word = word(why);
        watcher.failed(role, place.name(), word);
        log.atWarn()
                .addKeyValue("role", role.word())
                .addKeyValue("part", place.name())
                .addKeyValue("why", word)
                .addKeyValue("detail", why.getMessage())
                .log("speech part failed");
    }

    private String word(Exception why) {
        return why.getCause() instanceof SpeechFault fault
                ? fault.failure().word()
                : new EngineFailure.Broken(role.word(), why).word();
    }

    /// Nobody waited for how it would go.
    void left(Place<P> place) {
        place.breaker().left();
    }
}
