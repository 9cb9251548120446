package io.centralita.console.live;

import io.centralita.call.scope.Time;
import io.centralita.call.watch.CallBoard;
import io.centralita.console.Console;
import io.vertx.ext.web.Router;
import java.util.Locale;
import java.util.function.IntSupplier;

/// All that the console shows of calls while they go on and afterwards.
public final class LiveConsole implements AutoCloseable {
    private final LiveFeed feed;
    private final LiveRoutes live;
    private final CallRoutes calls;

    /// @param maximum calls at a time
    /// @param glance told of every report
    public record Calls(
            CallBoard board, IntSupplier live, IntSupplier ringing, int maximum, Glance glance) {}

    /// @param language of what operators read, where their browser asks for none of ours
    public record Rules(OperatorRules operators, Locale language) {}

    private LiveConsole(LiveFeed feed, LiveRoutes live, CallRoutes calls) {
        this.feed = feed;
        this.live = live;
        this.calls = calls;
    }

    /// @param console whose access rules hold here too
    public static LiveConsole open(
            Console console, Calls calls, CallRoutes.Sources sources, Rules rules, Time time) {
        var listeners = new Listeners();
        var state =
                new ServerState(
                        console,
                        new ServerState.Calls(calls.live(), calls.ringing(), calls.maximum()),
                        calls.glance());
        var feed = new LiveFeed(calls.board(), listeners, time, state);
        feed.start();
        return new LiveConsole(
                feed,
                new LiveRoutes(console, calls.board(), feed, listeners, rules),
                new CallRoutes(console, calls.board(), sources, time::now, rules.language()));
    }

    /// Adds the routes to a router of the application's; to each of several.
    public void mount(Router router) {
        calls.mount(router);
        live.mount(router);
    }

    /// How many pages are connected.
    int pages() {
        return feed.streams();
    }

    /// Cuts every page off.
    @Override
    public void close() {
        feed.close();
    }
}
