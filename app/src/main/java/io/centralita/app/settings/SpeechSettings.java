package io.centralita.app.settings;

import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.speech.RecogniserOptions.Format;
import io.centralita.engine.speech.VoiceOptions;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Who hears and who speaks in the engine `pipeline`.
public record SpeechSettings(Recogniser recogniser, Synthesiser synthesiser) {
    /// One part of a kind.
    public enum Choice {
        /// A server that speaks OpenAI's audio endpoints.
        OPENAI("openai"),
        /// The embedded one.
        OFFLINE("offline");

        private final String partName;

        Choice(String partName) {
            this.partName = partName;
        }

        /// As in logs and metrics.
        public String partName() {
            return partName;
        }
    }

    /// Where a server is.
    ///
    /// @param apiKey empty where it asks for none
    public record Server(URI baseUrl, ApiKey apiKey, Auth auth) {}

    /// @param order of preference
    /// @param format asked for; empty for the one that suits the model
    public record Recogniser(
            List<Choice> order, Server server, String model, Optional<Format> format) {
        public Recogniser {
            order = List.copyOf(order);
        }
    }

    /// @param order of preference
    /// @param phrases whether the server's voice says the switchboard's own sentences too
    public record Synthesiser(
            List<Choice> order, Server server, VoiceOptions options, boolean phrases) {
        public Synthesiser {
            order = List.copyOf(order);
        }
    }

    /// Whether a server is used, which somebody is paid for.
    public boolean usesServers() {
        return recogniser.order().contains(Choice.OPENAI)
                || synthesiser.order().contains(Choice.OPENAI);
    }
}
