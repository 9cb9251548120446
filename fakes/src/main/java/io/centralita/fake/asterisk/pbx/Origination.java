package io.centralita.fake.asterisk.pbx;

import java.util.List;
import java.util.Map;

/// What a request for a new channel says of it.
///
/// @param id empty for one that is made up
/// @param otherId of the second half of a Local channel; empty for one that is made up
/// @param app the application it goes to; empty for the dial plan
/// @param args of that application
public record Origination(
        String id,
        String otherId,
        String app,
        List<String> args,
        CallerId caller,
        Map<String, String> variables) {
    public Origination {
        args = List.copyOf(args);
    }

    public Origination(
            String id,
            String app,
            List<String> args,
            CallerId caller,
            Map<String, String> variables) {
        this(id, "", app, args, caller, variables);
    }
}
