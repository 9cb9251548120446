package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Timeline;
import java.util.List;
import java.util.function.Consumer;

/// The whole interface.
public final class Ari {
    private final List<Resource> resources;

    public Ari(Pbx pbx, Installation installation, String asteriskId, Timeline timeline) {
        resources =
                List.of(
                        new AsteriskResource(installation, asteriskId, timeline),
                        new ApplicationResource(pbx),
                        new ExternalMediaResource(pbx, installation),
                        new OriginateResource(pbx),
                        new ChannelActionResource(pbx),
                        new ChannelResource(pbx),
                        new ChannelMediaResource(pbx),
                        new BridgeResource(pbx),
                        new RecordingResource(pbx),
                        new PlaybackResource(pbx),
                        new EndpointResource(pbx));
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
