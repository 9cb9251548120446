package io.centralita.fake.model;

/// Tokens that one response is billed for. What was cached is part of the input.
public record Usage(
        int inputText,
        int inputAudio,
        int inputImage,
        int cachedText,
        int cachedAudio,
        int outputText,
        int outputAudio) {

    public int input() {
        return inputText + inputAudio + inputImage;
    }

    public int cached() {
        return cachedText + cachedAudio;
    }

    public int output() {
        return outputText + outputAudio;
    }

    public int total() {
        return input() + output();
    }
}
