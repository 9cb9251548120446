package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.pbx.Channel;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Target;
import java.util.ArrayList;
import java.util.function.Consumer;

/// `/channels/{id}`: play, record, snoop.
final class ChannelMediaResource implements Resource {
    private final Pbx pbx;

    ChannelMediaResource(Pbx pbx) {
        this.pbx = pbx;
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
            case "play", "record", "snoop" ->
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
        return what.equals("play")
                ? StudioResource.play(pbx, target, id, request)
                : StudioResource.record(pbx, target, request);
    }

    private Answer snoop(Channel channel, String id, Request request) {
        var app = request.get("app");
        if (app.isEmpty()) {
            return Answer.badRequest("Application name is required");
        }
        if (request.get("spy", "none").equals("none")
                && request.get("whisper", "none").equals("none")) {
            return Answer.badRequest("Direction must be specified for at least spy or whisper");
        }
        var args = request.list("appArgs");
        var data = new ArrayList<String>();
        data.add(app);
        data.addAll(args);
        return Answer.ok(
                Json.of(
                        pbx.snoop(
                                channel,
                                id.isEmpty() ? request.get("snoopId") : id,
                                app,
                                args,
                                String.join(",", data))));
    }
}
