package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.pbx.Channel;
import io.centralita.fake.asterisk.pbx.ChannelState;
import io.centralita.fake.asterisk.pbx.Pbx;
import java.util.Set;
import java.util.function.Consumer;

/// `/channels/{id}/…`: what is done to a channel that is in Stasis.
final class ChannelActionResource implements Resource {
    private static final int KEY_MS = 100;
    private static final int BETWEEN_MS = 100;
    private static final Set<String> DIRECTIONS = Set.of("in", "out", "both");
    private static final Set<String> DELETABLE = Set.of("ring", "hold", "moh", "silence", "mute");
    private static final Set<String> ACTIONS =
            Set.of(
                    "answer",
                    "ring",
                    "progress",
                    "continue",
                    "move",
                    "redirect",
                    "hold",
                    "moh",
                    "silence",
                    "mute",
                    "dtmf");

    private final Pbx pbx;

    ChannelActionResource(Pbx pbx) {
        this.pbx = pbx;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (path.size() != 3 || !path.getFirst().equals("channels")) {
            return false;
        }
        var action = path.get(2);
        if (!ACTIONS.contains(action)) {
            return false;
        }
        boolean deletes = request.method().equals("DELETE") && DELETABLE.contains(action);
        if (!request.method().equals("POST") && !deletes) {
            reply.accept(Answer.wrongMethod(DELETABLE.contains(action) ? "POST,DELETE" : "POST"));
            return true;
        }
        reply.accept(
                pbx.channel(path.get(1))
                        .map(channel -> guarded(channel, request.method() + " " + action, request))
                        .orElse(Answer.CHANNEL_NOT_FOUND));
        return true;
    }

    /// One that is dialled, or not yet, can only be moved.
    private Answer guarded(Channel channel, String asked, Request request) {
        if (!channel.isInStasis()) {
            return Answer.NOT_IN_STASIS;
        }
        boolean outgoing =
                channel.state() == ChannelState.DOWN || channel.state() == ChannelState.RINGING;
        return outgoing && !asked.equals("POST move")
                ? Answer.INVALID_STATE
                : act(channel, asked, request);
    }

    private Answer act(Channel channel, String asked, Request request) {
        switch (asked) {
            case "POST answer" -> pbx.answer(channel);
            case "POST ring" -> pbx.ring(channel);
            case "POST progress" -> pbx.progress(channel);
            case "POST hold", "POST moh" -> pbx.music(channel, true);
            case "DELETE hold", "DELETE moh" -> pbx.music(channel, false);
            case "POST mute", "DELETE mute" -> {
                return mute(channel, request);
            }
            case "POST continue" -> {
                return goOn(channel, request);
            }
            case "POST move" -> {
                return move(channel, request);
            }
            case "POST redirect" -> {
                return redirect(channel, request.get("endpoint"));
            }
            case "POST dtmf" -> {
                if (request.get("dtmf").isEmpty()) {
                    return Answer.badRequest("DTMF is required");
                }
                pbx.sendKeys(
                        channel,
                        request.get("dtmf"),
                        request.number("before", 0),
                        request.number("between", BETWEEN_MS),
                        request.number("duration", KEY_MS));
            }
            default -> {
                // Silence, the end of ringing: nothing that anybody here would notice.
            }
        }
        return Answer.NO_CONTENT;
    }

    private Answer mute(Channel channel, Request request) {
        var direction = request.get("direction", "both");
        if (!DIRECTIONS.contains(direction)) {
            return Answer.badRequest("Invalid direction specified");
        }
        boolean on = request.method().equals("POST");
        if (!direction.equals("out")) {
            channel.muteIn(on);
        }
        if (!direction.equals("in")) {
            channel.muteOut(on);
        }
        return Answer.NO_CONTENT;
    }

    private Answer move(Channel channel, Request request) {
        var app = request.get("app");
        if (app.isEmpty()) {
            return Answer.badRequest("App name must be provided");
        }
        pbx.stasis().move(channel, app, request.list("appArgs"));
        return Answer.NO_CONTENT;
    }

    private Answer redirect(Channel channel, String endpoint) {
        if (endpoint.isEmpty()) {
            return Answer.error(400, "Not Found", "Required parameter 'endpoint' not provided.");
        }
        int slash = endpoint.indexOf('/');
        if (slash < 1) {
            return Answer.unprocessable(
                    "Endpoint parameter '" + endpoint + "' does not contain tech/resource");
        }
        if (slash == endpoint.length() - 1) {
            return Answer.unprocessable(
                    "No resource provided in endpoint parameter '" + endpoint + "'");
        }
        var technology = endpoint.substring(0, slash);
        var own = channel.name().substring(0, channel.name().indexOf('/'));
        if (!technology.equalsIgnoreCase(own)) {
            return Answer.unprocessable(
                    "Endpoint technology '"
                            + technology
                            + "' does not match channel technology '"
                            + own
                            + "'");
        }
        pbx.redirect(channel, endpoint);
        return Answer.NO_CONTENT;
    }

    private Answer goOn(Channel channel, Request request) {
        var label = request.get("label");
        if (!label.isEmpty() && !label.matches("\\d+")) {
            return Answer.notFound("Requested label can not be found");
        }
        int priority = label.isEmpty() ? request.number("priority", 0) : Integer.parseInt(label);
        var context = request.get("context");
        if (priority == 0 && context.isEmpty() && request.get("extension").isEmpty()) {
            pbx.stasis().leave(channel);
        } else {
            pbx.stasis()
                    .leaveTo(
                            channel,
                            context,
                            request.get("extension", context.isEmpty() ? "" : "s"),
                            Math.max(1, priority));
        }
        return Answer.NO_CONTENT;
    }
}
