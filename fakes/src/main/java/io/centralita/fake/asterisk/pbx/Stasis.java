package io.centralita.fake.asterisk.pbx;

import java.util.ArrayList;
import java.util.List;

/// Channels in the hands of applications.
public final class Stasis {
    private static final String STATUS = "STASISSTATUS";
    private final Pbx pbx;

    Stasis(Pbx pbx) {
        this.pbx = pbx;
    }

    /// Somebody listens for an application from now on. Who did before is told, and hears nothing
    /// more.
    public void connect(String name, boolean subscribedToAll, Application.Outlet outlet) {
        var application = pbx.applications.of(name);
        if (application.isActive()) {
            pbx.events.application(application, "ApplicationReplaced");
        }
        application.outlet = outlet;
        application.subscribedToAll = subscribedToAll;
    }

    /// An application that Asterisk went to: it is told first of all.
    public void register(String name, boolean subscribedToAll, Application.Outlet outlet) {
        connect(name, subscribedToAll, outlet);
        pbx.events.application(pbx.applications.of(name), "ApplicationRegistered");
    }

    /// Nobody listens any more, where nobody else has come.
    public void disconnect(String name, Application.Outlet outlet) {
        pbx.applications
                .find(name)
                .filter(application -> application.outlet == outlet)
                .ifPresent(application -> application.outlet = null);
    }

    /// It wants to hear of something that is not its own.
    ///
    /// @param scheme `channel`, `bridge`, `endpoint`, `deviceState`
    /// @return false for what there is not
    public boolean subscribe(Application application, String scheme, String id) {
        switch (scheme) {
            case "channel" -> {
                var channel = pbx.channel(id);
                channel.ifPresent(application.watched::add);
                return channel.isPresent();
            }
            case "bridge" -> {
                var bridge = pbx.bridge(id);
                bridge.ifPresent(application::subscribe);
                return bridge.isPresent();
            }
            case "endpoint" -> {
                int slash = id.indexOf('/');
                boolean known =
                        slash < 0
                                ? id.equals("PJSIP")
                                : pbx.technologies.endpoints().contains(id.substring(slash + 1));
                return known && (application.endpoints.add(id) || known);
            }
            default -> {
                return true;
            }
        }
    }

    /// @return false where it did not hear of it
    public boolean unsubscribe(Application application, String scheme, String id) {
        return switch (scheme) {
            case "channel" ->
                    pbx.channel(id).filter(application::hears).map(application::forget).isPresent();
            case "bridge" -> {
                var bridge = pbx.bridge(id).filter(application.bridges::containsKey);
                bridge.ifPresent(application::unsubscribe);
                yield bridge.isPresent();
            }
            case "endpoint" -> application.endpoints.remove(id);
            default -> true;
        };
    }

    /// @param data of the dial plan's application, args included
    /// @param left what comes when the application lets the channel go
    /// @return false where nobody listens for the application
    boolean enter(Channel channel, String app, List<String> args, String data, Runnable left) {
        var application = pbx.applications.active(app);
        if (application.isEmpty()) {
            pbx.setVariable(channel, STATUS, "FAILED");
            return false;
        }
        channel.place = channel.place.running("Stasis", data);
        pbx.setVariable(channel, STATUS, "");
        channel.stay = new Channel.Stay(application.get(), left);
        application.get().present.add(channel);
        pbx.events.stasisStart(channel, args);
        return true;
    }

    /// The channel's stay is over, its end in the application told.
    void end(Channel channel) {
        var stay = channel.stay;
        if (stay == null) {
            return;
        }
        pbx.events.stasisEnd(channel);
        stay.application().present.remove(channel);
        channel.stay = null;
        pbx.setVariable(channel, STATUS, "SUCCESS");
    }

    /// Back to the dial plan.
    public void leave(Channel channel) {
        var stay = channel.stay;
        if (stay == null) {
            return;
        }
        pbx.bridging.leave(channel, false);
        end(channel);
        stay.left().run();
    }

    /// Back to another place in the dial plan.
    ///
    /// @param exten empty for where it was
    public void leaveTo(Channel channel, String context, String exten, int priority) {
        if (channel.stay == null) {
            return;
        }
        pbx.bridging.leave(channel, false);
        end(channel);
        if (channel.execution != null) {
            channel.execution.stop();
        }
        new Execution(pbx, channel)
                .start(
                        context.isEmpty() ? channel.place.context() : context,
                        exten.isEmpty() ? channel.place.exten() : exten,
                        priority);
    }

    /// To another application; where nobody listens for that one, nothing changes but that the
    /// present one is told. A bridge is not left.
    public void move(Channel channel, String app, List<String> args) {
        var stay = channel.stay;
        if (stay == null) {
            return;
        }
        if (pbx.applications.active(app).isEmpty()) {
            pbx.events.moveFailed(stay.application(), channel, app, args);
            return;
        }
        end(channel);
        enter(channel, app, args, data(app, args), stay.left());
    }

    /// `Stasis(…)`'s argument.
    static String data(String app, List<String> args) {
        var parts = new ArrayList<String>();
        parts.add(app);
        parts.addAll(args);
        return String.join(",", parts);
    }
}
