package io.centralita.fake.asterisk;

/// A request of the application.
///
/// @param atNanos of the Asterisk's clock
/// @param uri below `/ari/`, with its query
/// @param overWebSocket as a RESTRequest
public record Asked(long atNanos, String method, String uri, String body, boolean overWebSocket) {
    /// Method and path, without query.
    public String what() {
        int question = uri.indexOf('?');
        return method + " " + (question < 0 ? uri : uri.substring(0, question));
    }
}
