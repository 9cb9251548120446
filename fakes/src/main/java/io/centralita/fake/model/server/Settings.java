package io.centralita.fake.model.server;

import io.centralita.fake.model.Brain;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.wire.ServerEventWriter.Dialect;
import io.centralita.fake.model.wire.Voice;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/// How the service is.
///
/// @param key the one it takes
/// @param azure whether the key comes in the `api-key` header, and models are deployment names
/// @param deployments names served beside the models that are known anyway
/// @param brain one for all connections, so it must not keep anything
/// @param responseDelay from `response.created` to what comes next
/// @param transcriptionDelay from the end of a turn
/// @param chunkMs audio in one delta
/// @param keepAudio whether everything callers send is kept
/// @param forgets whether nothing is kept of a session that is over, for a service that runs long
/// @param voice what the model sounds like, one for all connections
/// @param ear hears what all connections send
public record Settings(
        String key,
        boolean azure,
        Set<String> deployments,
        Dialect dialect,
        Brain brain,
        Pace pace,
        Duration responseDelay,
        Transcriber transcriber,
        Duration transcriptionDelay,
        int chunkMs,
        boolean keepAudio,
        boolean forgets,
        Voice voice,
        Ear ear,
        Plan plan) {
    public static final String KEY = "sk-fake";

    public static final Settings DEFAULT =
            new Settings(
                    KEY,
                    false,
                    Set.of(),
                    Dialect.GA,
                    Brains.echo(),
                    Pace.FAST,
                    Duration.ZERO,
                    _ -> "what the caller said",
                    Duration.ofMillis(50),
                    120,
                    false,
                    false,
                    Voice.TONES,
                    Ear.DEAF,
                    Plan.NONE);

    public Settings withBrain(Brain value) {
        return with(draft -> draft.brain = value);
    }

    public Settings withPlan(Plan value) {
        return with(draft -> draft.plan = value);
    }

    public Settings withPace(Pace value) {
        return with(draft -> draft.pace = value);
    }

    public Settings withResponseDelay(Duration value) {
        return with(draft -> draft.responseDelay = value);
    }

    public Settings withTranscriber(Transcriber value, Duration delay) {
        return with(
                draft -> {
                    draft.transcriber = value;
                    draft.transcriptionDelay = delay;
                });
    }

    public Settings withKey(String value) {
        return with(draft -> draft.key = value);
    }

    public Settings withDialect(Dialect value) {
        return with(draft -> draft.dialect = value);
    }

    public Settings withChunkMs(int value) {
        return with(draft -> draft.chunkMs = value);
    }

    public Settings onAzure(String... names) {
        return with(
                draft -> {
                    draft.azure = true;
                    draft.deployments = Set.of(names);
                });
    }

    public Settings withVoice(Voice value) {
        return with(draft -> draft.voice = value);
    }

    public Settings heardBy(Ear value) {
        return with(draft -> draft.ear = value);
    }

    public Settings keepingAudio() {
        return with(draft -> draft.keepAudio = true);
    }

    public Settings forgetting() {
        return with(draft -> draft.forgets = true);
    }

    private Settings with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return new Settings(
                draft.key,
                draft.azure,
                draft.deployments,
                draft.dialect,
                draft.brain,
                draft.pace,
                draft.responseDelay,
                draft.transcriber,
                draft.transcriptionDelay,
                draft.chunkMs,
                draft.keepAudio,
                draft.forgets,
                draft.voice,
                draft.ear,
                draft.plan);
    }

    /// The same that can be changed.
    private static final class Draft {
        String key;
        boolean azure;
        Set<String> deployments;
        Dialect dialect;
        Brain brain;
        Pace pace;
        Duration responseDelay;
        Transcriber transcriber;
        Duration transcriptionDelay;
        int chunkMs;
        boolean keepAudio;
        boolean forgets;
        Voice voice;
        Ear ear;
        Plan plan;

        Draft(Settings from) {
            key = from.key;
            azure = from.azure;
            deployments = from.deployments;
            dialect = from.dialect;
            brain = from.brain;
            pace = from.pace;
            responseDelay = from.responseDelay;
            transcriber = from.transcriber;
            transcriptionDelay = from.transcriptionDelay;
            chunkMs = from.chunkMs;
            keepAudio = from.keepAudio;
            forgets = from.forgets;
            voice = from.voice;
            ear = from.ear;
            plan = from.plan;
        }
    }
}
