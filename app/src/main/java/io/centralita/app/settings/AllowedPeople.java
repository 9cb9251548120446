package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import io.centralita.console.oidc.Allowed;
import java.util.ArrayList;
import java.util.List;

/// Whom an identity provider may vouch for, with commas between them:
/// `ana@example.com, @example.com, group:operators, sub:1234`.
record AllowedPeople() implements Kind<List<Allowed>> {
    @Override
    public List<Allowed> parse(String text) throws WrongValue {
        var people = new ArrayList<Allowed>();
        for (var part : text.split(",", -1)) {
            people.add(Allowed.parse(part.strip()).orElseThrow(() -> new WrongValue("")));
        }
        return List.copyOf(people);
    }

    @Override
    public String describe(Messages messages) {
        return messages.text("kind.allowed");
    }
}
