package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.phone.Phone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The phones that are registered, and those that were called. Belongs to the event loop.
final class Phones {
    private final Loop loop;
    private final long seed;
    private final Map<String, Callee> registered = new HashMap<>();
    private final List<FakePhone> called = new CopyOnWriteArrayList<>();
    private int count;

    Phones(Loop loop, long seed) {
        this.loop = loop;
        this.seed = seed;
    }

    void register(String name, Callee callee) {
        registered.put(name, callee);
    }

    @Nullable Callee callee(String name) {
        return registered.get(name);
    }

    /// Those that were called, in order.
    List<FakePhone> called() {
        return List.copyOf(called);
    }

    FakePhone calling(Call call) {
        return new FakePhone(loop, call.format(), call.sip(), call.acts(), seed + count++);
    }

    Phone ring(Callee callee, Line line) {
        var phone = new FakePhone(loop, callee.format(), true, callee.acts(), seed + count++);
        phone.phone().attach(line);
        called.add(phone);
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
