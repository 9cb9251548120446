package io.centralita.fake.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a model looks at when it answers.
///
/// @param number of the request at this server, from 1
/// @param messages as they were sent
/// @param tools names of the functions that were offered
public record Occasion(int number, List<JsonNode> messages, Set<String> tools) {
    public Occasion {
        messages = List.copyOf(messages);
        tools = Set.copyOf(tools);
    }

    /// What the caller said last; empty where nothing.
    public String said() {
        for (var message : messages.reversed()) {
            if (message.path("role").asText().equals("user")) {
                return message.path("content").asText();
            }
        }
        return "";
    }

    /// Tool results that are to be answered: those after the assistant's last message.
    public List<String> results() {
        var results = new ArrayList<String>();
        for (var message : messages.reversed()) {
            var role = message.path("role").asText();
            if (role.equals("assistant")) {
                break;
            }
            if (role.equals("tool")) {
                results.addFirst(message.path("content").asText());
            }
        }
        return results;
    }
}
