package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The whole interface.
public final class Ari {
    private final List<Resource> resources;

    public Ari(Pbx pbx, Installation installation, String asteriskId, Timeline timeline) {
        resources = new ArrayList<>();
        with(
                installation,
                "res_ari_asterisk.so",
                new AsteriskResource(installation, asteriskId, timeline));
        with(installation, "res_ari_applications.so", new ApplicationResource(pbx));
        with(
                installation,
                "res_ari_channels.so",
                new ExternalMediaResource(pbx, installation),
                new OriginateResource(pbx),
                new ChannelActionResource(pbx),
                new ChannelResource(pbx),
                new ChannelMediaResource(pbx, installation));
        with(installation, "res_ari_bridges.so", new BridgeResource(pbx));
        with(installation, "res_ari_events.so", new UserEventResource(pbx));
        with(installation, "res_ari_recordings.so", new RecordingResource(pbx));
        with(installation, "res_ari_playbacks.so", new PlaybackResource(pbx));
        with(installation, "res_ari_endpoints.so", new EndpointResource(pbx));
    }

    private void with(Installation installation, String module, Resource... parts) {
        if (installation.has(module)) {
            resources.addAll(List.of(parts));
        }
    }

    /// @param reply gets one answer, now or later: never, where what it waits for never comes
    public void handle(Request request, Consumer<Answer> reply) {
        for (var resource : resources) {
            if (resource.handle(request, reply)) {
                return;
            }
        }
        reply.accept(Answer.NO_RESOURCE);
    }
}
