package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.pbx.DialString;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.phone.Phone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The phones that are registered, and those that were called. Belongs to the event loop.
final class Phones {
    private final Loop loop;
    private final long seed;
    private final Map<String, Callee> registered = new HashMap<>();
    private final Set<String> endpoints = new TreeSet<>();
    private final List<FakePhone> called = new CopyOnWriteArrayList<>();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private int count;

    Phones(Loop loop, long seed) {
        this.loop = loop;
        this.seed = seed;
    }

    void register(String name, Callee callee) {
        registered.put(name, callee);
        endpoints.add(new DialString.Phone(name).endpoint());
    }

    /// @param resource of `PJSIP/`: a name, `number@trunk`, `trunk/sip:…`
    @Nullable Callee callee(String resource) {
        var exact = registered.get(resource);
        return exact != null ? exact : registered.get(new DialString.Phone(resource).endpoint());
    }

    /// Of the phones that can be called, and of those that have called.
    Set<String> endpoints() {
        return endpoints;
    }

    /// Those that were called, in order.
    List<FakePhone> called() {
        return List.copyOf(called);
    }

    /// The n-th phone that is called, from 1. For any thread.
    CompletableFuture<FakePhone> called(int number) {
        var arrival = new CompletableFuture<FakePhone>();
        Runnable look =
                () -> {
                    if (called.size() >= number) {
                        arrival.complete(called.get(number - 1));
                    }
                };
        waiting.add(look);
        var _ = arrival.whenComplete((_, _) -> waiting.remove(look));
        look.run();
        return arrival;
    }

    FakePhone calling(Call call) {
        if (call.sip()) {
            endpoints.add(call.endpoint());
        }
        return new FakePhone(loop, call.format(), call.sip(), call.acts(), seed + count++);
    }

    Phone ring(Callee callee, Line line) {
        var phone = new FakePhone(loop, callee.format(), true, callee.acts(), seed + count++);
        phone.phone().attach(line);
        called.add(phone);
        List.copyOf(waiting).forEach(Runnable::run);
        loop.post(
                () -> {
                    line.prepared(Map.of());
                    line.dialling();
                    line.ringing();
                    phone.phone().ring();
                });
        if (callee.after() != null) {
            loop.timeline()
                    .after(
                            callee.after(),
                            () -> {
                                if (callee.cause() == 0) {
                                    phone.phone().pickUp();
                                } else {
                                    phone.phone().reject(callee.cause());
                                }
                            });
        }
        return phone.phone();
    }
}
