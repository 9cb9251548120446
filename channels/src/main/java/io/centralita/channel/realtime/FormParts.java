package io.centralita.channel.realtime;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpData;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.EndOfDataDecoderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The parts of a `multipart/form-data` body (RFC 7578), in memory, as text. A part may be a field
/// or a file: clients that have a type to name for it send a file.
final class FormParts {
    /// RFC 2046 §5.1.1, but for blanks, which nobody puts into one.
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary=\"?([0-9a-z'()+_,./:=?-]{1,70})\"?\\s*(?:;|$)");

    private FormParts() {}

    /// @param type the header, with the boundary
    /// @throws ProtocolError where it is no such body
    static Map<String, String> read(String type, byte[] body) throws ProtocolError {
        var boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) { // Netty fails at such a type as at a fault of its own
            throw ProtocolError.request("invalid_form", null, "The form names no boundary.");
        }
        var request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
        request.headers()
                .set(
                        HttpHeaderNames.CONTENT_TYPE,
                        "multipart/form-data; boundary=\"" + boundary.group(1) + "\"");
        var parts = new LinkedHashMap<String, String>();
        try {
            var decoder =
                    new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), request);
            try {
                while (decoder.hasNext()) {
                    if (decoder.next() instanceof HttpData part) {
                        parts.putIfAbsent(
                                part.getName(), new String(part.get(), StandardCharsets.UTF_8));
                    }
                }
            } catch (EndOfDataDecoderException _) {
                // that was the last one
            } finally {
                decoder.destroy();
            }
        } catch (DecoderException | IOException _) {
            throw ProtocolError.request("invalid_form", null, "This is no multipart form.");
        }
        return parts;
    }
}
