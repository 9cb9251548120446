package io.centralita.fake.speech;

/// The two endpoints.
public enum Endpoint {
    TRANSCRIPTIONS("/v1/audio/transcriptions"),
    SPEECH("/v1/audio/speech");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
