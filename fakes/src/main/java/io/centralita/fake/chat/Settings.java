package io.centralita.fake.chat;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/// How the service is.
///
/// @param key the one it takes; empty for a server that wants none
/// @param keyHeader `authorization` with `Bearer …`, or `api-key` as Azure has it
/// @param deployments names served beside the models that are known anyway
/// @param contextTokens what a conversation may have; 0 for what the model has
/// @param brain one for all requests, so it must not keep anything
/// @param pace how a reply is sent
public record Settings(
        String key,
        String keyHeader,
        Flavour flavour,
        Set<String> deployments,
        int contextTokens,
        Brain brain,
        Pace pace,
        Plan plan) {
    public static final String KEY = "sk-fake";

    public static final Settings DEFAULT =
            new Settings(
                    KEY,
                    "authorization",
                    Flavour.OPENAI,
                    Set.of(),
                    0,
                    Brains.echo(),
                    Pace.AT_ONCE,
                    Plan.NONE);

    /// Whose rules hold.
    public enum Flavour {
        OPENAI,
        /// A server of one's own with the template of Mistral's models. It serves any name.
        MISTRAL
    }

    /// How a reply is sent.
    ///
    /// @param thinking before the first event
    /// @param between two events
    /// @param cut how text and tool calls are cut into events
    /// @param pieceBytes bytes in one write; 0 for whole events. A character may be cut
    /// @param crlf lines end with CR LF
    /// @param keepAlives a comment before each event
    /// @param streams false for a server that ignores `stream`
    public record Pace(
            Duration thinking,
            Duration between,
            Cut cut,
            int pieceBytes,
            boolean crlf,
            boolean keepAlives,
            boolean streams) {
        public static final Pace AT_ONCE =
                new Pace(Duration.ZERO, Duration.ZERO, Cut.OPENAI, 0, false, false, true);

        public Pace withThinking(Duration value) {
            return new Pace(value, between, cut, pieceBytes, crlf, keepAlives, streams);
        }

        public Pace withBetween(Duration value) {
            return new Pace(thinking, value, cut, pieceBytes, crlf, keepAlives, streams);
        }

        public Pace cut(Cut value) {
            return new Pace(thinking, between, value, pieceBytes, crlf, keepAlives, streams);
        }

        public Pace inPieces(int bytes) {
            return new Pace(thinking, between, cut, bytes, crlf, keepAlives, streams);
        }

        public Pace chatty() {
            return new Pace(thinking, between, cut, pieceBytes, true, true, streams);
        }

        public Pace whole() {
            return new Pace(thinking, between, cut, pieceBytes, crlf, keepAlives, false);
        }
    }

    /// How tool calls are cut.
    public enum Cut {
        /// Id and name first, arguments in fragments, one call after the other.
        OPENAI,
        /// Fragments of all calls by turns.
        INTERLEAVED,
        /// Each call in one event.
        WHOLE,
        /// Each call in one event, without an index.
        NO_INDEX,
        /// Fragments, but neither index nor id.
        BARE,
        /// Each call in one event, all of them with index 0.
        ALL_ZERO,
        /// Each call in one event, arguments as an object.
        OBJECTS,
        /// Id and name in every fragment.
        REPEATED
    }

    boolean serves(String model) {
        return flavour == Flavour.MISTRAL
                || deployments.contains(model)
                || (deployments.isEmpty() && Catalogue.find(model).isPresent());
    }

    public Settings withBrain(Brain value) {
        return with(draft -> draft.brain = value);
    }

    public Settings withPace(Pace value) {
        return with(draft -> draft.pace = value);
    }

    public Settings withPlan(Plan value) {
        return with(draft -> draft.plan = value);
    }

    public Settings withKey(String value) {
        return with(draft -> draft.key = value);
    }

    public Settings withContext(int tokens) {
        return with(draft -> draft.contextTokens = tokens);
    }

    public Settings withFlavour(Flavour value) {
        return with(draft -> draft.flavour = value);
    }

    public Settings onAzure(String... names) {
        return with(
                draft -> {
                    draft.keyHeader = "api-key";
                    draft.deployments = Set.of(names);
                });
    }

    private Settings with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return new Settings(
                draft.key,
                draft.keyHeader,
                draft.flavour,
                draft.deployments,
                draft.contextTokens,
                draft.brain,
                draft.pace,
                draft.plan);
    }

    /// The same that can be changed.
    private static final class Draft {
        String key;
        String keyHeader;
        Flavour flavour;
        Set<String> deployments;
        int contextTokens;
        Brain brain;
        Pace pace;
        Plan plan;

        Draft(Settings from) {
            key = from.key;
            keyHeader = from.keyHeader;
            flavour = from.flavour;
            deployments = from.deployments;
            contextTokens = from.contextTokens;
            brain = from.brain;
            pace = from.pace;
            plan = from.plan;
        }
    }
}
