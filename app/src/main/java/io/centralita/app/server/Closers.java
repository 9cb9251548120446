package io.centralita.app.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was opened, closed in the opposite order whatever fails on the way. Belongs to one thread.
final class Closers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Closers.class);

    private record Opened(String name, AutoCloseable part) {}

    private final Deque<Opened> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(String name, T part) {
        opened.push(new Opened(name, part));
        return part;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            var next = opened.pop();
            try {
                next.part().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                log.atWarn().addKeyValue("part", next.name()).log("interrupted while closing");
            } catch (Exception e) {
                log.atWarn().addKeyValue("part", next.name()).setCause(e).log("not closed cleanly");
            }
        }
    }
}
