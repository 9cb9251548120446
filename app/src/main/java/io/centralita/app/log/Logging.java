package io.centralita.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Sets the log up for one run.
public final class Logging {
    private static final String LINE =
            "%d{HH:mm:ss.SSS} %-5level [%X{call:-}] %logger{0}: %msg %kvp%n%ex";
    private static final String FILE_LINE = "%d{yyyy-MM-dd} " + LINE;

    private Logging() {}

    /// @param console the least level that reaches standard error
    /// @param level the least level that is logged at all
    /// @param file gets everything; null for none
    public static void start(Level console, Level level, @Nullable Path file) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(console(context, console));
        if (file != null) {
            root.addAppender(file(context, file.toAbsolutePath()));
        }
        // Libraries speak up only when something is wrong; their debugging is not ours.
        var libraries = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        for (var library :
                new String[] {
                    "io.netty",
                    "io.vertx",
                    "org.flywaydb",
                    "com.zaxxer",
                    "org.jdbi",
                    "io.modelcontextprotocol",
                    "reactor",
                    "com.networknt"
                }) {
            context.getLogger(library).setLevel(libraries);
        }
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context, Level least) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setTarget("System.err");
        var filter = new ThresholdFilter();
        filter.setLevel(least.toString());
        filter.start();
        appender.addFilter(filter);
        return started(appender, context, LINE);
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path file) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setFile(file.toString());
        var policy = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(file + ".%d{yyyy-MM-dd}.%i.gz");
        policy.setMaxFileSize(FileSize.valueOf("50MB"));
        policy.setMaxHistory(14);
        policy.setTotalSizeCap(FileSize.valueOf("1GB"));
        policy.start();
        appender.setRollingPolicy(policy);
        return started(appender, context, FILE_LINE);
    }

    private static <A extends OutputStreamAppender<ILoggingEvent>> A started(
            A appender, LoggerContext context, String line) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(line);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
