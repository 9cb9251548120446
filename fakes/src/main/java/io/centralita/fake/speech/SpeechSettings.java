package io.centralita.fake.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How the service is.
///
/// @param key the one it takes
/// @param deployments models served at both endpoints beside those that are known anyway
/// @param speechRateHz of the samples; a compatible server's voices may have another than 24 kHz
/// @param tellsRate whether the rate of headerless samples is told in a header
public record SpeechSettings(
        String key,
        Set<String> deployments,
        Transcriber transcriber,
        Speaker speaker,
        int speechRateHz,
        boolean tellsRate,
        List<Rule> rules) {
    public static final String KEY = "sk-fake";

    /// Of a rule that holds for all requests.
    public static final int EVERY = 0;

    public static final SpeechSettings DEFAULT =
            new SpeechSettings(
                    KEY,
                    Set.of(),
                    (_, _) -> "lo que dijo quien llama",
                    Speaker.TONES,
                    24_000,
                    false,
                    List.of());

    public SpeechSettings {
        deployments = Set.copyOf(deployments);
        rules = List.copyOf(rules);
    }

    /// @param request its number at the endpoint from 1, or [#EVERY]
    public record Rule(Endpoint endpoint, int request, Trouble trouble) {}

    public SpeechSettings with(Endpoint endpoint, int request, Trouble trouble) {
        var more = new ArrayList<>(rules);
        more.add(new Rule(endpoint, request, trouble));
        return new SpeechSettings(
                key, deployments, transcriber, speaker, speechRateHz, tellsRate, more);
    }

    public SpeechSettings withEvery(Endpoint endpoint, Trouble trouble) {
        return with(endpoint, EVERY, trouble);
    }

    /// What callers said, one turn after the other; the last one again and again.
    public SpeechSettings withTexts(String... texts) {
        return withTranscriber((number, _) -> texts[Math.min(number, texts.length) - 1]);
    }

    public SpeechSettings withTranscriber(Transcriber other) {
        return new SpeechSettings(key, deployments, other, speaker, speechRateHz, tellsRate, rules);
    }

    public SpeechSettings withSpeaker(Speaker other) {
        return new SpeechSettings(
                key, deployments, transcriber, other, speechRateHz, tellsRate, rules);
    }

    public SpeechSettings withKey(String other) {
        return new SpeechSettings(
                other, deployments, transcriber, speaker, speechRateHz, tellsRate, rules);
    }

    public SpeechSettings withDeployments(String... names) {
        return new SpeechSettings(
                key, Set.of(names), transcriber, speaker, speechRateHz, tellsRate, rules);
    }

    /// @param told whether a header says so
    public SpeechSettings withSpeechRate(int hz, boolean told) {
        return new SpeechSettings(key, deployments, transcriber, speaker, hz, told, rules);
    }

    List<Trouble> troubles(Endpoint endpoint, int number) {
        return rules.stream()
                .filter(rule -> rule.endpoint() == endpoint)
                .filter(rule -> rule.request() == EVERY || rule.request() == number)
                .map(Rule::trouble)
                .toList();
    }
}
