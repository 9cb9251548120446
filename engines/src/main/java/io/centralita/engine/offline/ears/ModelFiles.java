package io.centralita.engine.offline.ears;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads the files of an acoustic model in the format of Sphinx 3: a text header that ends in
/// `endhdr`, the byte-order mark 0x11223344, counts and little- or big-endian floats.
final class ModelFiles {
    private static final int BYTE_ORDER_MARK = 0x11223344;
    private static final String END_OF_HEADER = "endhdr\n";
    private static final int LONGEST_HEADER = 4096;

    private final String folder;

    /// @param folder of the class path, with a leading and without a trailing slash
    ModelFiles(String folder) {
        this.folder = folder;
    }

    InputStream open(String name) throws IOException {
        var stream = ModelFiles.class.getResourceAsStream(folder + "/" + name);
        if (stream == null) {
            throw new IOException("the acoustic model has no file " + folder + "/" + name);
        }
        return new BufferedInputStream(stream);
    }

    /// What follows the header and the byte-order mark, in the file's byte order.
    ByteBuffer body(String name) throws IOException {
        try (var stream = new DataInputStream(open(name))) {
            skipHeader(stream, name);
            var rest = ByteBuffer.wrap(stream.readAllBytes());
            if (rest.getInt(0) != BYTE_ORDER_MARK) {
                rest.order(ByteOrder.LITTLE_ENDIAN);
            }
            if (rest.getInt() != BYTE_ORDER_MARK) {
                throw new IOException(folder + "/" + name + " has no byte-order mark");
            }
            return rest;
        }
    }

    private static void skipHeader(DataInputStream stream, String name) throws IOException {
        var end = END_OF_HEADER.getBytes(StandardCharsets.US_ASCII);
        int matched = 0;
        for (int read = 0; read < LONGEST_HEADER; read++) {
            byte next = stream.readByte();
            matched = next == end[matched] ? matched + 1 : next == end[0] ? 1 : 0;
            if (matched == end.length) {
                return;
            }
        }
        throw new IOException(name + " has no end of its header");
    }
}
