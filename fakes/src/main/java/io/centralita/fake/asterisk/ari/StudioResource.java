package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Target;
import java.util.function.Consumer;

/// `/playbacks` and `/recordings`.
final class StudioResource implements Resource {
    private static final Answer NO_RECORDING = Answer.notFound("Recording not found");
    private final Pbx pbx;

    StudioResource(Pbx pbx) {
        this.pbx = pbx;
    }

    static Answer play(Pbx pbx, Target target, String id, Request request) {
        var media = request.get("media");
        if (media.isEmpty()) {
            return Answer.badRequest("At least one media item must be specified");
        }
        var playback =
                pbx.studio().play(target, id.isEmpty() ? request.get("playbackId") : id, media);
        return Answer.created(playback.json("queued"));
    }

    static Answer record(Pbx pbx, Target target, Request request) {
        var name = request.get("name");
        if (name.isEmpty()) {
            return Answer.badRequest("Recording name is required");
        }
        if (request.get("format").isEmpty()) {
            return Answer.unprocessable("specified format is unknown on this system");
        }
        if (pbx.studio().recording(name).isPresent()
                || (pbx.studio().hasRecording(name)
                        && request.get("ifExists", "fail").equals("fail"))) {
            return Answer.conflict("Recording already exists");
        }
        var recording = pbx.studio().record(target, name, request.get("format"));
        return Answer.created(recording.json("queued"));
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (path.getFirst().equals("playbacks") && path.size() <= 3 && path.size() > 1) {
            reply.accept(playback(request, path.get(1)));
            return true;
        }
        if (path.size() < 3 || !path.get(0).equals("recordings")) {
            return false;
        }
        if (path.get(1).equals("live")) {
            reply.accept(live(request, path.get(2), path.getLast()));
            return true;
        }
        return false;
    }

    private Answer playback(Request request, String id) {
        var playback = pbx.studio().playback(id);
        if (playback.isEmpty()) {
            return Answer.notFound("Playback not found");
        }
        return switch (request.method()) {
            case "GET" -> Answer.ok(playback.get().json("playing"));
            case "DELETE" -> {
                playback.get().finish("done");
                yield Answer.NO_CONTENT;
            }
            default -> Answer.NO_CONTENT;
        };
    }

    private Answer live(Request request, String name, String last) {
        var recording = pbx.studio().recording(name);
        if (recording.isEmpty()) {
            return NO_RECORDING;
        }
        return switch (request.method() + " " + last) {
            case "POST stop" -> {
                pbx.studio().stop(recording.get(), true);
                yield Answer.NO_CONTENT;
            }
            case "POST pause", "DELETE pause", "POST mute", "DELETE mute" -> Answer.NO_CONTENT;
            default -> {
                if (request.method().equals("GET")) {
                    yield Answer.ok(recording.get().json("recording"));
                }
                pbx.studio().stop(recording.get(), false);
                yield Answer.NO_CONTENT;
            }
        };
    }
}
