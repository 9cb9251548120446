package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.pbx.Channel;
import io.centralita.fake.asterisk.pbx.ChannelState;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Snoop;
import io.centralita.fake.asterisk.pbx.Target;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `/channels/{id}`: play, record, snoop.
final class ChannelMediaResource implements Resource {
    private final Pbx pbx;
    private final Installation installation;

    ChannelMediaResource(Pbx pbx, Installation installation) {
        this.pbx = pbx;
        this.installation = installation;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("channels")
                || path.size() < 3
                || path.size() > 4
                || !request.method().equals("POST")) {
            return false;
        }
        var id = path.size() == 4 ? path.get(3) : "";
        switch (path.get(2)) {
            case "record" -> {
                if (!installation.has("res_stasis_recording.so")) {
                    return false;
                }
                reply.accept(
                        pbx.channel(path.get(1))
                                .map(channel -> act(channel, path.get(2), id, request))
                                .orElse(Answer.CHANNEL_NOT_FOUND));
            }
            case "play", "snoop" ->
                    reply.accept(
                            pbx.channel(path.get(1))
                                    .map(channel -> act(channel, path.get(2), id, request))
                                    .orElse(Answer.CHANNEL_NOT_FOUND));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Answer act(Channel channel, String what, String id, Request request) {
        if (what.equals("snoop")) {
            return snoop(channel, id, request);
        }
        if (!channel.isInStasis()) {
            return Answer.NOT_IN_STASIS;
        }
        var target = new Target.OfChannel(channel);
        if (what.equals("record")) {
            return RecordingResource.record(pbx, target, request);
        }
        boolean outgoing =
                channel.state() == ChannelState.DOWN || channel.state() == ChannelState.RINGING;
        return outgoing ? Answer.INVALID_STATE : PlaybackResource.play(pbx, target, id, request);
    }

    private Answer snoop(Channel channel, String id, Request request) {
        var spy = direction(request.get("spy", "none"));
        if (spy == null) {
            return Answer.badRequest("Invalid direction specified for spy");
        }
        var whisper = direction(request.get("whisper", "none"));
        if (whisper == null) {
            return Answer.badRequest("Invalid direction specified for whisper");
        }
        if (spy == Snoop.Direction.NONE && whisper == Snoop.Direction.NONE) {
            return Answer.badRequest("Direction must be specified for at least spy or whisper");
        }
        var app = request.get("app");
        if (app.isEmpty()) {
            return Answer.badRequest("Application name is required");
        }
        var own = id.isEmpty() ? request.get("snoopId") : id;
        if (pbx.channel(own).isPresent() || !installation.has("res_stasis_snoop.so")) {
            return Answer.error(500, "Internal error", "Snoop channel could not be created");
        }
        return Answer.ok(
                Json.of(pbx.snoop(channel, spy, whisper, own, app, request.list("appArgs"))));
    }

    private static Snoop.@Nullable Direction direction(String name) {
        return switch (name) {
            case "none" -> Snoop.Direction.NONE;
            case "in" -> Snoop.Direction.IN;
            case "out" -> Snoop.Direction.OUT;
            case "both" -> Snoop.Direction.BOTH;
            default -> null;
        };
    }
}
