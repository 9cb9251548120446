package io.centralita.app.settings;

import io.centralita.app.text.Messages;
import io.centralita.channel.asterisk.audiosocket.Network;
import java.util.ArrayList;
import java.util.List;

/// Addresses and networks with commas between them: `10.0.0.5, 192.168.7.0/24`.
record Networks() implements Kind<List<Network>> {
    @Override
    public List<Network> parse(String text) throws WrongValue {
        var networks = new ArrayList<Network>();
        for (var part : text.split(",", -1)) {
            try {
                networks.add(Network.parse(part.strip()));
            } catch (IllegalArgumentException _) {
                throw new WrongValue("");
            }
        }
        return List.copyOf(networks);
    }

    @Override
    public String describe(Messages messages) {
        return messages.text("kind.networks");
    }
}
