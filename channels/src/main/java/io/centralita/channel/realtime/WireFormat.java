package io.centralita.channel.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.media.AudioFormat;

/// The three ways in which audio is written down in events (schema `RealtimeAudioFormats`): PCM is
/// 16 bit, little-endian, mono, at 24 kHz alone; the G.711 laws are at 8 kHz.
enum WireFormat {
    PCM("audio/pcm"),
    PCMU("audio/pcmu"),
    PCMA("audio/pcma");

    private final String type;

    WireFormat(String type) {
        this.type = type;
    }

    AudioFormat audio() {
        return switch (this) {
            case PCM -> AudioFormat.PCM_24K;
            case PCMU -> AudioFormat.PCMU_8K;
            case PCMA -> AudioFormat.PCMA_8K;
        };
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode().put("type", type);
        return this == PCM ? json.put("rate", audio().sampleRateHz()) : json;
    }

    static WireFormat read(JsonNode json, String param) throws ProtocolError {
        for (var format : values()) {
            if (format.type.equals(json.path("type").asText())) {
                int rate = json.path("rate").asInt(format.audio().sampleRateHz());
                if (rate != format.audio().sampleRateHz()) {
                    throw ProtocolError.value(
                            param + ".rate",
                            "«%s» has %d samples a second."
                                    .formatted(format.type, format.audio().sampleRateHz()));
                }
                return format;
            }
        }
        throw ProtocolError.value(
                param + ".type", "The format is one of audio/pcm, audio/pcmu, audio/pcma.");
    }
}
