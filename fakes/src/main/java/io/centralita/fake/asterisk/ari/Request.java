package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// A request, wherever it came from.
///
/// @param path below `/ari/`, without query
/// @param parameters of query and body
/// @param variables of the body
/// @param body the whole of it; null of JSON for none
public record Request(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, String> variables,
        JsonNode body) {

    /// The parts of the path.
    List<String> segments() {
        return List.of(path.split("/", -1));
    }

    /// Empty where it is not given.
    String get(String parameter) {
        return parameters.getOrDefault(parameter, "");
    }

    String get(String parameter, String otherwise) {
        var value = get(parameter);
        return value.isEmpty() ? otherwise : value;
    }

    int number(String parameter, int otherwise) {
        var value = get(parameter);
        try {
            return value.isEmpty() ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException _) {
            return otherwise;
        }
    }

    /// What is between commas; none where it is not given.
    List<String> list(String parameter) {
        var value = get(parameter);
        return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
    }

    boolean is(String parameter) {
        return get(parameter).equals("true");
    }

    boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }
}
