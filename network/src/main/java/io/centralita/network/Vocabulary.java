package io.centralita.network;

import io.centralita.network.router.NetworkInterface;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import io.centralita.network.router.RouterUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The names callers may say, for building a speech recogniser's grammar.
///
/// @param routers names such as `router-146`
/// @param identities such as `FIBRA OPTICA`, in the same order
/// @param interfaces such as `ether1`, sorted; those of sessions are not among them
public record Vocabulary(List<String> routers, List<String> identities, List<String> interfaces) {
    private static final Logger log = LoggerFactory.getLogger(Vocabulary.class);

    /// Reads the interfaces of all routers at once; blocks no longer than one of them may take. A
    /// router that does not answer adds no interfaces.
    ///
    /// @param within for each router
    public static Vocabulary read(RouterSource source, Duration within)
            throws InterruptedException {
        var threads = Thread.ofVirtual().name("router-names-", 0).factory();
        var interfaces = new TreeSet<String>();
        try (var readers = Executors.newThreadPerTaskExecutor(threads)) {
            var reads =
                    source.routers().stream()
                            .map(
                                    router ->
                                            (Callable<List<String>>)
                                                    () -> interfaces(source, router, within))
                            .toList();
            for (var read : readers.invokeAll(reads)) {
                interfaces.addAll(read.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the names of a router cannot be read", e.getCause());
        }
        return new Vocabulary(
                source.routers().stream().map(Router::name).toList(),
                source.routers().stream().map(Router::identity).toList(),
                new ArrayList<>(interfaces));
    }

    public Vocabulary {
        routers = List.copyOf(routers);
        identities = List.copyOf(identities);
        interfaces = List.copyOf(interfaces);
    }

    private static List<String> interfaces(RouterSource source, Router router, Duration within)
            throws InterruptedException {
        try {
            return source.interfaces(router, within).stream()
                    .filter(port -> !port.dynamic())
                    .map(NetworkInterface::name)
                    .toList();
        } catch (RouterUnavailable e) {
            log.atWarn()
                    .addKeyValue("router", router.name())
                    .addKeyValue("reason", e.reason())
                    .log("no interface names for the vocabulary");
            return List.of();
        }
    }
}
