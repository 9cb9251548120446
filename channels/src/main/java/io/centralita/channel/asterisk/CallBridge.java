package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.AriFailure;
import java.util.List;

/// The bridge in which a caller and their audio meet. Confined to the call's thread.
final class CallBridge {
    private final Stay stay;
    private final Surroundings around;
    private final String id;

    CallBridge(Stay stay) {
        this.stay = stay;
        this.around = stay.around();
        id = around.ids().bridge();
    }

    String id() {
        return id;
    }

    void open() throws AriFailure, InterruptedException {
        stay.belongings().bridge(id);
        around.ari().createBridge(id, stay.channel());
    }

    /// Brings the caller and a path together; both channels are in the application. A path that is
    /// lost at this very moment is made once more.
    ///
    /// @return the path that is in the bridge
    MediaPath join(MediaPath path, List<String> codecs)
            throws NoMedia, CallerGone, AriFailure, InterruptedException {
        try {
            around.ari().add(id, List.of(stay.channel(), path.channel()));
            return path;
        } catch (AriFailure failure) {
            blame(path, failure);
        }
        return replace(path, codecs);
    }

    /// Another path for one that is lost; the caller stays where they are.
    MediaPath replace(MediaPath lost, List<String> codecs)
            throws NoMedia, CallerGone, AriFailure, InterruptedException {
        stay.belongings().dropChannel(lost.channel());
        var media = new MediaConnector(stay, codecs, around.transports().inOrder());
        var next = media.connect(media.prepare());
        stay.ask(() -> around.ari().add(id, List.of(stay.channel(), next.channel())));
        return next;
    }

    /// Whose fault it is that the two could not be brought together.
    private void blame(MediaPath path, AriFailure failure)
            throws CallerGone, AriFailure, InterruptedException {
        if (!(failure.reason() instanceof AriFailure.Reason.Refused)) {
            throw failure;
        }
        stay.catchUp();
        if (stay.isOver(path.channel())) {
            return;
        }
        if (around.ari().channel(stay.channel()).isEmpty()) {
            throw new CallerGone(stay.cause());
        }
        if (around.ari().channel(path.channel()).isPresent()) {
            throw failure;
        }
    }
}
