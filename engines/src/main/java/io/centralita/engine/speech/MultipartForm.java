package io.centralita.engine.speech;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/// A body of the type `multipart/form-data` (RFC 7578). Fields come first: some servers read no
/// further than the file. Confined to one thread.
final class MultipartForm {
    private final String boundary = "centralita-" + UUID.randomUUID();
    private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /// @param name plain ASCII
    MultipartForm field(String name, String value) {
        write("--" + boundary + "\r\n");
        write("Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
        write(value);
        write("\r\n");
        return this;
    }

    /// The body with a file at its end. It can be sent again.
    ///
    /// @param content in pieces
    BodyPublisher withFile(String name, String fileName, String type, List<byte[]> content) {
        write("--" + boundary + "\r\n");
        write("Content-Disposition: form-data; name=\"" + name + "\"; ");
        write("filename=\"" + fileName + "\"\r\n");
        write("Content-Type: " + type + "\r\n\r\n");
        var end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        return BodyPublishers.concat(
                BodyPublishers.ofByteArray(fields.toByteArray()),
                BodyPublishers.concat(
                        content.stream()
                                .map(BodyPublishers::ofByteArray)
                                .toArray(BodyPublisher[]::new)),
                BodyPublishers.ofByteArray(end));
    }

    private void write(String text) {
        fields.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
