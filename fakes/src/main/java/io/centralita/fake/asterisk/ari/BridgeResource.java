package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.fake.asterisk.pbx.Bridge;
import io.centralita.fake.asterisk.pbx.Channel;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// `/bridges`.
final class BridgeResource implements Resource {
    private final Pbx pbx;

    BridgeResource(Pbx pbx) {
        this.pbx = pbx;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("bridges") || path.size() > 4) {
            return false;
        }
        if (path.size() == 1) {
            reply.accept(
                    switch (request.method()) {
                        case "GET" -> list();
                        case "POST" -> create(request, request.get("bridgeId"));
                        default -> Answer.wrongMethod("GET,POST");
                    });
            return true;
        }
        if (path.size() == 2 && request.method().equals("POST")) {
            reply.accept(create(request, path.get(1)));
            return true;
        }
        var bridge = pbx.bridge(path.get(1));
        if (bridge.isEmpty()) {
            reply.accept(Answer.BRIDGE_NOT_FOUND);
            return true;
        }
        var what = path.size() == 2 ? "" : path.get(2);
        var answer = act(bridge.get(), request.method() + " " + what, path.getLast(), request);
        reply.accept(answer);
        return true;
    }

    private Answer list() {
        var list = JsonNodeFactory.instance.arrayNode();
        pbx.bridges().forEach(bridge -> list.add(Json.of(bridge)));
        return Answer.ok(list);
    }

    private Answer create(Request request, String id) {
        if (!id.isEmpty() && pbx.bridge(id).isPresent()) {
            return Answer.conflict("Bridge with id '" + id + "' already exists");
        }
        boolean holding = request.list("type").contains("holding");
        return Answer.ok(Json.of(pbx.createBridge(id, request.get("name"), holding)));
    }

    private Answer act(Bridge bridge, String asked, String last, Request request) {
        return switch (asked) {
            case "GET " -> Answer.ok(Json.of(bridge));
            case "DELETE " -> {
                pbx.destroyBridge(bridge);
                yield Answer.NO_CONTENT;
            }
            case "POST addChannel" -> add(bridge, request);
            case "POST removeChannel" -> remove(bridge, request);
            case "POST moh" -> {
                pbx.bridgeMusic(bridge, true);
                yield Answer.NO_CONTENT;
            }
            case "DELETE moh" ->
                    pbx.bridgeMusic(bridge, false)
                            ? Answer.NO_CONTENT
                            : Answer.conflict("Bridge isn't playing music");
            case "POST play" ->
                    PlaybackResource.play(
                            pbx,
                            new Target.OfBridge(bridge),
                            last.equals("play") ? "" : last,
                            request);
            case "POST record" ->
                    RecordingResource.record(pbx, new Target.OfBridge(bridge), request);
            default -> Answer.NO_RESOURCE;
        };
    }

    /// All of them, or none.
    private Answer add(Bridge bridge, Request request) {
        var channels = new ArrayList<Channel>();
        for (var id : request.list("channel")) {
            var channel = pbx.channel(id);
            if (channel.isEmpty()) {
                return Answer.badRequest("Channel not found");
            }
            if (!channel.get().isInStasis()) {
                return Answer.unprocessable("Channel not in Stasis application");
            }
            if (pbx.studio().isRecording(channel.get())) {
                return Answer.conflict("Channel " + id + " currently recording");
            }
            channels.add(channel.get());
        }
        if (channels.isEmpty()) {
            return Answer.badRequest("Missing parameter channel");
        }
        channels.forEach(channel -> channel.absorb(request.is("absorbDTMF")));
        if (request.is("mute")) {
            channels.forEach(channel -> channel.muteIn(true));
        }
        pbx.enter(bridge, channels);
        return Answer.NO_CONTENT;
    }

    private Answer remove(Bridge bridge, Request request) {
        var channels = new ArrayList<Channel>();
        for (var id : request.list("channel")) {
            var channel = pbx.channel(id);
            if (channel.isEmpty()) {
                return Answer.badRequest("Channel not found");
            }
            if (!channel.get().isInStasis()) {
                return Answer.unprocessable("Channel not in Stasis application");
            }
            if (!bridge.members().contains(channel.get())) {
                return Answer.unprocessable("Channel not in this bridge");
            }
            channels.add(channel.get());
        }
        List.copyOf(channels).forEach(pbx::leave);
        return Answer.NO_CONTENT;
    }
}
