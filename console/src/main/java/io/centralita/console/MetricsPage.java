package io.centralita.console;

import java.util.function.Supplier;

/// What `GET /metrics` shows.
///
/// @param scrape the page as of now; runs on a virtual thread
/// @param contentType of the page, `text/plain; version=0.0.4` for example
public record MetricsPage(Supplier<String> scrape, String contentType) {}
