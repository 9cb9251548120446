package io.centralita.call.scope;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.MDC;

/// The call a thread works for. A new thread does not inherit the binding, so a call's threads
/// start here.
///
/// @param tenant who is called
/// @param call the call's id
public record CallScope(String tenant, String call) {
    public static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();

    private static final Set<Thread> LIVE = ConcurrentHashMap.newKeySet();

    /// Threads that the scopes of this process have started and that have not ended, named
    /// `call/role`: what finished calls must not leave behind. To know it takes neither a thread
    /// dump nor the JDK's own register.
    public static List<Thread> live() {
        return List.copyOf(LIVE);
    }

    /// Starts a virtual thread whose log lines name the call.
    public Thread start(String role, Runnable body) {
        var thread = unstarted(role, body);
        thread.start();
        return thread;
    }

    /// The same, not started yet.
    public Thread unstarted(String role, Runnable body) {
        return Thread.ofVirtual().name(call + "/" + role).unstarted(() -> run(body));
    }

    /// Has something made in the call's name, on this thread: threads that it starts work for the
    /// call.
    public <T> T make(Supplier<T> maker) {
        return ScopedValue.where(CURRENT, this).call(maker::get);
    }

    private void run(Runnable body) {
        LIVE.add(Thread.currentThread());
        try {
            ScopedValue.where(CURRENT, this).run(() -> logged(body));
        } finally {
            LIVE.remove(Thread.currentThread());
        }
    }

    private void logged(Runnable body) {
        try (var _ = MDC.putCloseable("call", call);
                var _ = MDC.putCloseable("tenant", tenant)) {
            body.run();
        }
    }
}
