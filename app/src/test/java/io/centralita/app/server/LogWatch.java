package io.centralita.app.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/// Everything that is logged while it is open, debugging included, as one text a line. Safe from
/// any thread; any number may be open at a time, and each gets all.
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final Logger root;
    private final Logger ours;
    private final List<String> lines = new ArrayList<>();

    LogWatch() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ours = context.getLogger("io.centralita");
        setContext(context);
        start();
        OPEN.incrementAndGet();
        root.addAppender(this);
        ours.setLevel(Level.DEBUG);
    }

    @Override
    protected void append(ILoggingEvent event) {
        var line =
                event.getLevel()
                        + " "
                        + event.getLoggerName()
                        + " "
                        + event.getFormattedMessage()
                        + " "
                        + event.getKeyValuePairs()
                        + " "
                        + event.getMDCPropertyMap()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy()));
        synchronized (lines) {
            lines.add(line);
        }
    }

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
        if (OPEN.decrementAndGet() == 0) {
            ours.setLevel(null);
        }
        stop();
    }
}
