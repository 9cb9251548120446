/// Twilio's REST API over a real socket of 127.0.0.1, as strict as the real one: authentication,
/// form encoding, status and error codes, paging (API description `twilio_api_v2010` and the
/// reference pages «Call», «Recordings», «IncomingPhoneNumber», «Monitor: Alerts», read in autumn
/// 2026). It carries no audio: what callers hear is the test caller's business.
///
/// ```java
/// try (var twilio = TwilioApi.start(vertx, TwilioAccount.DEFAULT)) {
///     twilio.callBegins("CA…", "+34600000001", "+34900000001");
///     endCallAt(twilio.url());
///     twilio.call("CA…").status(); // completed
/// }
/// ```
///
/// What goes wrong is a [io.centralita.fake.twilio.Trouble], for the next so many requests.
///
/// Threads: requests are served on one event loop; what tests ask for is safe from any thread.
@NullMarked
package io.centralita.fake.twilio;

import org.jspecify.annotations.NullMarked;
