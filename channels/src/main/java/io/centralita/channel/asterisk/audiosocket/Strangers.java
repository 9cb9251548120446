package io.centralita.channel.asterisk.audiosocket;

import io.centralita.channel.DirectRequests;
import java.util.List;

/// Who may bring a call that nobody announced: whoever knows any id at all is a caller then, so it
/// takes a listener that only this machine reaches, or known machines.
///
/// @param welcome whether there are such calls at all
/// @param networks of the machines that may bring them where others reach the listener too
public record Strangers(boolean welcome, List<Network> networks) {
    public static final Strangers NONE = new Strangers(false, List.of());

    public Strangers {
        networks = List.copyOf(networks);
    }

    /// @param listener the address that is listened on
    /// @param peer the address of the other side
    boolean admits(String listener, String peer) {
        return welcome
                && (DirectRequests.isLoopback(listener)
                        || networks.stream().anyMatch(network -> network.contains(peer)));
    }
}
