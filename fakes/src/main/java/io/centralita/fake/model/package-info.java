/// A strict fake of the OpenAI Realtime service (GA interface) without its wire.
///
/// [io.centralita.fake.model.ModelConversation] is one session; a [io.centralita.fake.model.Brain]
/// decides what it says. In a test:
///
/// ```java
/// var events = new ArrayList<ServerEvent>();
/// var model = ModelConversation.open(occasion -> Script.say("Hello.", 800), events::add);
/// model.on(new ClientEvent.ResponseCreate("c1", ResponseParams.DEFAULT));
/// model.step(); // one event of the response, as often as the test likes
/// model.runToEnd();
/// assertThat(model.violations()).isEmpty();
/// ```
///
/// The same session over a real WebSocket is in `io.centralita.fake.model.server`. Not there: MCP
/// tools, transcription segments, WebRTC and SIP, a context that overflows.
///
/// Threads: none; a conversation belongs to the thread that feeds it. Protocol facts are from the
/// OpenAPI document 2.3.0 and the guides as read in autumn 2026.
@NullMarked
package io.centralita.fake.model;

import org.jspecify.annotations.NullMarked;
