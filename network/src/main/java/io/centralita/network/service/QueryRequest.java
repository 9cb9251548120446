package io.centralita.network.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The checked body of `POST /query`. Unknown fields are allowed.
///
/// @param question 1 to [#LONGEST] characters, not blank
/// @param timeout 1 to 300 s, null where the request names none
record QueryRequest(String question, @Nullable Duration timeout) {
    static final int LONGEST = 500;

    private static final double SHORTEST_TIMEOUT = 1;
    private static final double LONGEST_TIMEOUT = 300;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static QueryRequest parse(byte[] body) throws RefusedException {
        var json = json(body);
        if (json == null || !json.isObject()) {
            throw new RefusedException(
                    json == null || json.isMissingNode()
                            ? Refusal.NOT_JSON
                            : Refusal.NOT_AN_OBJECT);
        }
        return new QueryRequest(question(json.get("question")), timeout(json.get("timeout")));
    }

    private static @Nullable JsonNode json(byte[] body) throws RefusedException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new RefusedException(Refusal.NOT_JSON);
        } catch (IOException e) {
            // A malformed encoding is reported as a plain IOException.
            if (e instanceof CharConversionException) {
                throw new RefusedException(Refusal.NOT_JSON);
            }
            throw new UncheckedIOException(e);
        }
    }

    private static String question(@Nullable JsonNode node) throws RefusedException {
        if (node == null || node.isNull()) {
            throw new RefusedException(Refusal.QUESTION_MISSING);
        }
        if (!node.isTextual()) {
            throw new RefusedException(Refusal.QUESTION_NOT_TEXT);
        }
        var question = node.textValue();
        if (question.isBlank()) {
            throw new RefusedException(Refusal.QUESTION_EMPTY);
        }
        if (question.length() > LONGEST) {
            throw new RefusedException(Refusal.QUESTION_TOO_LONG);
        }
        return question;
    }

    private static @Nullable Duration timeout(@Nullable JsonNode node) throws RefusedException {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isNumber()) {
            throw new RefusedException(Refusal.TIMEOUT_NOT_A_NUMBER);
        }
        var seconds = node.doubleValue();
        if (!(seconds >= SHORTEST_TIMEOUT && seconds <= LONGEST_TIMEOUT)) {
            throw new RefusedException(Refusal.TIMEOUT_OUT_OF_RANGE);
        }
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
