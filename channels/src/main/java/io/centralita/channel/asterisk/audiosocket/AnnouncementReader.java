package io.centralita.channel.asterisk.audiosocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what is said of a call, as a form or as JSON: `from`, `to`, `name` (of the caller: the
/// parameter `caller_name`, as with ARI), and whatever else is to be known of it; in JSON also
/// inside of an object `variables`.
final class AnnouncementReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// `from`, `to`, and as many parameters as calls of every channel have.
    private static final int MAX_FIELDS = 22;

    private static final int MAX_NAME = 64;

    /// Of name and value together.
    private static final int MAX_LENGTH = 499;

    private static final String VARIABLES = "variables";

    private AnnouncementReader() {}

    /// What cannot be read.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String word) {
            super(word, null, false, false);
        }
    }

    static Announcement ofForm(List<Map.Entry<String, String>> form) throws Unreadable {
        if (form.size() > MAX_FIELDS) {
            throw new Unreadable("too-many-fields");
        }
        var fields = new HashMap<String, String>();
        for (var field : form) {
            add(fields, field.getKey(), field.getValue());
        }
        return announcement(fields);
    }

    static Announcement ofJson(byte[] json) throws Unreadable {
        var fields = new HashMap<String, String>();
        for (var field : fields(json)) {
            if (fields.size() == MAX_FIELDS) {
                throw new Unreadable("too-many-fields");
            }
            add(fields, field.getKey(), text(field.getValue()));
        }
        return announcement(fields);
    }

    private static List<Map.Entry<String, JsonNode>> fields(byte[] json) throws Unreadable {
        var fields = new ArrayList<Map.Entry<String, JsonNode>>();
        for (var field : tree(json).properties()) {
            if (field.getKey().equals(VARIABLES) && field.getValue().isObject()) {
                fields.addAll(field.getValue().properties());
            } else {
                fields.add(field);
            }
        }
        return fields;
    }

    private static JsonNode tree(byte[] json) throws Unreadable {
        try {
            var tree = JSON.readTree(json);
            if (tree.isObject()) {
                return tree;
            }
        } catch (IOException e) {
            throw new Unreadable("json");
        }
        throw new Unreadable("json");
    }

    private static String text(JsonNode value) throws Unreadable {
        if (value.isNull()) {
            return "";
        }
        if (!value.isValueNode()) {
            throw new Unreadable("nested-value");
        }
        return value.asText();
    }

    private static void add(Map<String, String> fields, String name, String value)
            throws Unreadable {
        if (name.isEmpty()
                || name.length() > MAX_NAME
                || name.length() + value.length() > MAX_LENGTH) {
            throw new Unreadable("field-length");
        }
        fields.putIfAbsent(name, value);
    }

    private static Announcement announcement(Map<String, String> fields) {
        var rest = new HashMap<>(fields);
        rest.remove("from");
        rest.remove("to");
        var name = rest.remove("name");
        if (name != null) {
            rest.put("caller_name", name);
        }
        rest.values().removeIf(String::isEmpty);
        return new Announcement(
                fields.getOrDefault("from", ""), fields.getOrDefault("to", ""), rest);
    }
}
