package io.centralita.call;

import java.lang.reflect.Method;
import java.util.stream.Stream;

/// Counts live threads, virtual ones included, by name: what a finished call must not leave behind.
///
/// Asks the JDK's own register of threads, which tests have access to by a flag. A thread dump has
/// the same threads, but takes a look at the stack of each, and JDK 25.0.3 has died of that while a
/// virtual thread was being mounted.
public final class LiveThreads {
    private static final Method ROOT = method("jdk.internal.vm.ThreadContainers", "root");
    private static final Method CHILDREN = method("jdk.internal.vm.ThreadContainer", "children");
    private static final Method THREADS = method("jdk.internal.vm.ThreadContainer", "threads");

    private LiveThreads() {}

    public static long named(String prefix) {
        try {
            return named(prefix, ROOT.invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK tells nobody of its threads", e);
        }
    }

    private static long named(String prefix, Object container) throws ReflectiveOperationException {
        long count = 0;
        for (var thread : ((Stream<?>) THREADS.invoke(container)).toList()) {
            if (((Thread) thread).getName().startsWith(prefix)) {
                count++;
            }
        }
        for (var child : ((Stream<?>) CHILDREN.invoke(container)).toList()) {
            count += named(prefix, child);
        }
        return count;
    }

    private static Method method(String type, String name) {
        try {
            return Class.forName(type).getMethod(name);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
