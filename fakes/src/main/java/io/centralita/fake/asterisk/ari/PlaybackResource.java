package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Playback;
import io.centralita.fake.asterisk.pbx.Target;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// `/playbacks`, and `play` of channels and bridges.
final class PlaybackResource implements Resource {
    private static final int SKIP_MS = 3_000;
    private static final Set<String> OPERATIONS =
            Set.of("pause", "unpause", "restart", "reverse", "forward");

    private final Pbx pbx;

    PlaybackResource(Pbx pbx) {
        this.pbx = pbx;
    }

    static Answer play(Pbx pbx, Target target, String id, Request request) {
        var media = request.list("media");
        if (media.isEmpty()) {
            return Answer.badRequest("At least one media item must be specified");
        }
        if (request.number("skipms", SKIP_MS) < 0) {
            return Answer.badRequest("skipms cannot be negative");
        }
        if (request.number("offsetms", 0) < 0) {
            return Answer.badRequest("offsetms cannot be negative");
        }
        var playback =
                pbx.studio()
                        .play(
                                target,
                                id.isEmpty() ? request.get("playbackId") : id,
                                media,
                                request.number("skipms", SKIP_MS));
        return Answer.created(playback.json("queued"));
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("playbacks") || path.size() < 2 || path.size() > 3) {
            return false;
        }
        var operation = request.get("operation");
        if (path.size() == 3 && !OPERATIONS.contains(operation)) {
            reply.accept(
                    Answer.badRequest(
                            operation.isEmpty()
                                    ? "Missing operation"
                                    : "Invalid operation " + operation));
            return true;
        }
        reply.accept(
                pbx.studio()
                        .playback(path.get(1))
                        .map(playback -> act(request, playback, path))
                        .orElse(Answer.notFound("Playback not found")));
        return true;
    }

    private static Answer act(Request request, Playback playback, List<String> path) {
        return switch (request.method() + " " + (path.size() == 3 ? path.get(2) : "")) {
            case "GET " -> Answer.ok(playback.json());
            case "DELETE " -> {
                playback.finish("done");
                yield Answer.NO_CONTENT;
            }
            case "POST control" ->
                    playback.control(request.get("operation"))
                            ? Answer.NO_CONTENT
                            : Answer.conflict(
                                    "Can only "
                                            + request.get("operation")
                                            + " while media is playing");
            default -> path.size() == 2 ? Answer.wrongMethod("GET,DELETE") : Answer.NO_RESOURCE;
        };
    }
}
