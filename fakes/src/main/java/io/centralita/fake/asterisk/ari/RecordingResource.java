package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.fake.asterisk.pbx.Channel;
import io.centralita.fake.asterisk.pbx.LiveRecording;
import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.RecordingWish;
import io.centralita.fake.asterisk.pbx.StoredRecording;
import io.centralita.fake.asterisk.pbx.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `/recordings`, and `record` of channels and bridges.
final class RecordingResource implements Resource {
    private static final Answer NOT_FOUND = Answer.notFound("Recording not found");
    private static final Set<String> IF_EXISTS = Set.of("fail", "overwrite", "append");
    private final Pbx pbx;

    RecordingResource(Pbx pbx) {
        this.pbx = pbx;
    }

    static Answer record(Pbx pbx, Target target, Request request) {
        var problem = problem(request);
        if (problem != null) {
            return problem;
        }
        if (target instanceof Target.OfChannel(Channel channel) && channel.isBridged()) {
            return Answer.conflict("Channel is currently in a bridge");
        }
        var name = request.get("name");
        var ifExists = request.get("ifExists", "fail");
        boolean stored = pbx.studio().stored().containsKey(name);
        if (pbx.studio().recording(name).isPresent() || (stored && ifExists.equals("fail"))) {
            return Answer.conflict(
                    "Recording '" + name + "' already exists and can not be overwritten");
        }
        var wish =
                new RecordingWish(
                        name,
                        request.get("format"),
                        Duration.ofSeconds(request.number("maxDurationSeconds", 0)),
                        Duration.ofSeconds(request.number("maxSilenceSeconds", 0)),
                        request.get("terminateOn", "none"),
                        ifExists.equals("append"));
        return Answer.created(pbx.studio().record(target, wish).json("queued"));
    }

    private static @Nullable Answer problem(Request request) {
        if (request.number("maxDurationSeconds", 0) < 0) {
            return Answer.badRequest("max_duration_seconds cannot be negative");
        }
        if (request.number("maxSilenceSeconds", 0) < 0) {
            return Answer.badRequest("max_silence_seconds cannot be negative");
        }
        if (!RecordingWish.isKey(request.get("terminateOn", "none"))) {
            return Answer.badRequest("terminateOn invalid");
        }
        if (!IF_EXISTS.contains(request.get("ifExists", "fail"))) {
            return Answer.badRequest("ifExists invalid");
        }
        if (!RecordingWish.isFormat(request.get("format"))) {
            return Answer.unprocessable("specified format is unknown on this system");
        }
        var name = request.get("name");
        return name.isEmpty() || name.contains("..")
                ? Answer.badRequest("Recording name invalid")
                : null;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("recordings") || path.size() < 2) {
            return false;
        }
        if (path.get(1).equals("live") && path.size() > 2 && path.size() <= 4) {
            reply.accept(
                    pbx.studio()
                            .recording(path.get(2))
                            .map(live -> live(request, live, path.size() == 4 ? path.get(3) : ""))
                            .orElse(NOT_FOUND));
            return true;
        }
        if (path.get(1).equals("stored") && path.size() <= 4) {
            reply.accept(path.size() == 2 ? list(request) : stored(request, path));
            return true;
        }
        return false;
    }

    private Answer live(Request request, LiveRecording recording, String what) {
        switch (request.method() + " " + what) {
            case "GET " -> {
                return Answer.ok(recording.json());
            }
            case "DELETE " -> pbx.studio().stop(recording, false);
            case "POST stop" -> pbx.studio().stop(recording, true);
            case "POST pause" -> recording.pause(true);
            case "DELETE pause" -> recording.pause(false);
            case "POST mute" -> recording.mute(true);
            case "DELETE mute" -> recording.mute(false);
            default -> {
                return what.isEmpty() ? Answer.wrongMethod("GET,DELETE") : Answer.NO_RESOURCE;
            }
        }
        return Answer.NO_CONTENT;
    }

    private Answer list(Request request) {
        if (!request.method().equals("GET")) {
            return Answer.wrongMethod("GET");
        }
        var list = JsonNodeFactory.instance.arrayNode();
        pbx.studio().stored().values().forEach(recording -> list.add(recording.json()));
        return Answer.ok(list);
    }

    private Answer stored(Request request, List<String> path) {
        var recording = pbx.studio().stored().get(path.get(2));
        if (recording == null) {
            return NOT_FOUND;
        }
        return switch (request.method() + " " + (path.size() == 4 ? path.get(3) : "")) {
            case "GET " -> Answer.ok(recording.json());
            case "GET file" -> Answer.file(recording.file(), "audio/" + recording.format());
            case "DELETE " -> {
                pbx.studio().stored().remove(recording.name());
                yield Answer.NO_CONTENT;
            }
            case "POST copy" -> copy(recording, request.get("destinationRecordingName"));
            default -> path.size() == 3 ? Answer.wrongMethod("GET,DELETE") : Answer.NO_RESOURCE;
        };
    }

    private Answer copy(StoredRecording recording, String to) {
        if (to.isEmpty()) {
            return Answer.badRequest("Invalid destination recording name");
        }
        if (to.contains("..")) {
            return Answer.error(403, "Forbidden", "Destination file path is forbidden");
        }
        if (pbx.studio().stored().containsKey(to)) {
            return Answer.conflict("A recording with the same name already exists on the system");
        }
        var copy = new StoredRecording(to, recording.format(), recording.sound());
        pbx.studio().stored().put(to, copy);
        return Answer.ok(copy.json());
    }
}
