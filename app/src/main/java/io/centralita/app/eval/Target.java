package io.centralita.app.eval;

import io.centralita.app.settings.Settings.Secret;
import java.net.URI;
import java.util.Optional;

/// The switchboard that is called.
///
/// @param server its address, without a path
/// @param api of the answering service that knows the right answers
/// @param token signs requests as Twilio does
/// @param password of its console
public record Target(URI server, URI api, Optional<Secret> token, Optional<Secret> password) {}
