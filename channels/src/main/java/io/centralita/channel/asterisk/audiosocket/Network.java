package io.centralita.channel.asterisk.audiosocket;

import java.net.InetAddress;
import java.util.Arrays;

/// Addresses that begin alike.
///
/// @param address any of them
/// @param prefix bits that they have in common
public record Network(InetAddress address, int prefix) {
    public Network {
        int bits = 8 * address.getAddress().length;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "a prefix must be 0 to %d bits, not %d".formatted(bits, prefix));
        }
    }

    /// @param text an address, `10.0.0.5`, or a network, `10.0.0.0/24`
    /// @throws IllegalArgumentException where it is neither; names are not looked up
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = 8 * address.getAddress().length;
        return new Network(
                address, slash < 0 ? bits : Integer.parseInt(text, slash + 1, text.length(), 10));
    }

    /// @param literal an address
    public boolean contains(String literal) {
        try {
            return contains(InetAddress.ofLiteral(literal).getAddress());
        } catch (IllegalArgumentException e) {
            return false; // A name, which says nothing about where it is.
        }
    }

    private boolean contains(byte[] other) {
        byte[] own = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        int whole = prefix / 8;
        int rest = prefix % 8;
        return Arrays.equals(own, 0, whole, other, 0, whole)
                && (rest == 0 || (own[whole] ^ other[whole]) >> (8 - rest) == 0);
    }

    /// As people write it.
    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
