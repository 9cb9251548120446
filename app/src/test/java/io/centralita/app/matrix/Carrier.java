package io.centralita.app.matrix;

import java.lang.reflect.Constructor;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/// Carries virtual threads on the thread that calls [#run], one after the other and in the order in
/// which they became able to run; nothing of them runs at any other time. A virtual thread that is
/// started from one of them is carried here too.
///
/// The JDK has schedulers of one's own for its own tests only (`java.lang.ThreadBuilders`, JDK 25);
/// it has to open `java.lang` for it.
final class Carrier implements Executor {
    private static final Constructor<?> BUILDER = builder();

    /// The JDK's own timers put threads here as well.
    private final ConcurrentLinkedQueue<Runnable> able = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable continuation) {
        able.add(continuation);
    }

    /// Runs until no thread is able to run.
    void run() {
        for (var next = able.poll(); next != null; next = able.poll()) {
            next.run();
        }
    }

    /// Starts a thread; it does not run before [#run].
    Thread start(String name, Runnable body) {
        try {
            return ((Thread.Builder.OfVirtual) BUILDER.newInstance(this)).name(name).start(body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Constructor<?> builder() {
        try {
            var builder =
                    Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                            .getDeclaredConstructor(Executor.class);
            builder.setAccessible(true);
            return builder;
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
