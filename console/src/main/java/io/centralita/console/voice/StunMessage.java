package io.centralita.console.voice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One STUN message (RFC 8489 §5).
///
/// ```text
///  0                   1                   2                   3
/// |0 0|     message type (14)     |     length without header     |
/// |                     magic cookie 0x2112A442                   |
/// |                     transaction id (96 bits)                  |
/// | attribute type | value's length | value, padded to 4 bytes …  |
/// ```
final class StunMessage {
    static final int BINDING = 0x0001;
    static final int ALLOCATE = 0x0003;
    static final int USERNAME = 0x0006;
    static final int REALM = 0x0014;
    static final int NONCE = 0x0015;
    static final int XOR_RELAYED_ADDRESS = 0x0016;
    static final int REQUESTED_TRANSPORT = 0x0019;
    static final int XOR_MAPPED_ADDRESS = 0x0020;

    static final int HEADER = 20;

    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int ERROR_CODE = 0x0009;
    private static final int COOKIE = 0x2112A442;
    private static final int SUCCESS = 0x0100;
    private static final int INTEGRITY_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;
    private final Map<Integer, byte[]> attributes;

    private StunMessage(byte[] bytes, Map<Integer, byte[]> attributes) {
        this.bytes = bytes;
        this.attributes = attributes;
    }

    static StunMessage request(int type, Map<Integer, byte[]> attributes) {
        var body = new ByteArrayOutputStream();
        attributes.forEach(
                (name, value) -> {
                    var padded = ByteBuffer.allocate(4 + (value.length + 3) / 4 * 4);
                    padded.putShort((short) (int) name).putShort((short) value.length).put(value);
                    body.writeBytes(padded.array());
                });
        var id = new byte[12];
        RANDOM.nextBytes(id);
        var whole = ByteBuffer.allocate(HEADER + body.size());
        whole.putShort((short) type).putShort((short) body.size()).putInt(COOKIE).put(id);
        whole.put(body.toByteArray());
        return new StunMessage(whole.array(), attributes);
    }

    /// With MESSAGE-INTEGRITY (§14.5).
    StunMessage signed(byte[] key) {
        var whole = ByteBuffer.allocate(bytes.length + INTEGRITY_BYTES);
        whole.put(bytes).putShort(2, (short) (bytes.length - HEADER + INTEGRITY_BYTES));
        var digest = hmac(key, Arrays.copyOf(whole.array(), bytes.length));
        whole.putShort((short) MESSAGE_INTEGRITY).putShort((short) digest.length).put(digest);
        return new StunMessage(whole.array(), attributes);
    }

    /// @throws IOException where it is none
    static StunMessage read(byte[] bytes) throws IOException {
        var attributes = new HashMap<Integer, byte[]>();
        try {
            var rest = ByteBuffer.wrap(bytes);
            if (rest.getInt(4) != COOKIE || (rest.getShort(2) & 0xFFFF) != bytes.length - HEADER) {
                throw new IOException("no STUN message");
            }
            rest.position(HEADER);
            while (rest.remaining() >= 4) {
                int type = rest.getShort() & 0xFFFF;
                var value = new byte[Math.min(rest.getShort() & 0xFFFF, rest.remaining())];
                rest.get(value);
                rest.position(Math.min(rest.limit(), (rest.position() + 3) / 4 * 4));
                attributes.putIfAbsent(type, value);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException("no STUN message", e);
        }
        return new StunMessage(bytes, attributes);
    }

    /// Bytes of the body that a header announces.
    static int bodyLength(byte[] header) {
        return ByteBuffer.wrap(header).getShort(2) & 0xFFFF;
    }

    byte[] bytes() {
        return bytes;
    }

    /// Whether this answers that request.
    boolean answers(StunMessage request) {
        return Arrays.equals(bytes, 8, HEADER, request.bytes, 8, HEADER);
    }

    boolean isSuccess() {
        return (ByteBuffer.wrap(bytes).getShort() & 0x0110) == SUCCESS;
    }

    /// @throws IOException where there is none
    byte[] attribute(int type) throws IOException {
        var value = attributes.get(type);
        if (value == null) {
            throw new IOException("a STUN message without attribute " + type);
        }
        return value;
    }

    /// ERROR-CODE (§14.8).
    int error() throws IOException {
        var value = attribute(ERROR_CODE);
        if (value.length < 4) {
            throw new IOException("a STUN error without a code");
        }
        return 100 * (value[2] & 7) + (value[3] & 0xFF);
    }

    /// An address that is hidden from meddling routers (§14.2).
    InetSocketAddress address(int type) throws IOException {
        var value = attribute(type);
        if (value.length != 8 && value.length != 20) {
            throw new IOException("a STUN address of " + value.length + " bytes");
        }
        int port = (ByteBuffer.wrap(value).getShort(2) & 0xFFFF) ^ (COOKIE >>> 16);
        var address = Arrays.copyOfRange(value, 4, value.length);
        for (int i = 0; i < address.length; i++) {
            address[i] ^= bytes[4 + i]; // cookie and transaction id
        }
        return new InetSocketAddress(InetAddress.getByAddress(address), port);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}
