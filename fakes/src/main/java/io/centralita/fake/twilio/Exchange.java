package io.centralita.fake.twilio;

import java.util.Map;

/// A request as the API saw it.
///
/// @param path with the query
/// @param form decoded fields; of a name sent more than once the last
/// @param status of the answer; 0 where there was none
public record Exchange(String method, String path, Map<String, String> form, int status) {
    public Exchange {
        form = Map.copyOf(form);
    }
}
