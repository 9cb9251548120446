package io.centralita.channel.caller;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// A webhook's answer as Twilio would understand it.
///
/// @param verbs in order; empty where the document could not be read
record TwimlAnswer(List<Verb> verbs, List<Problem> problems) {
    static TwimlAnswer read(@Nullable String contentType, String body) {
        var problems = new ArrayList<Problem>();
        if (!isXml(contentType)) {
            problems.add(
                    new Problem(
                            Problem.CONTENT_TYPE, "content type must be XML, not " + contentType));
            return new TwimlAnswer(List.of(), problems);
        }
        var verbs = new ArrayList<Verb>();
        try {
            new Reader(factory().createXMLStreamReader(new StringReader(body)), verbs, problems)
                    .read();
        } catch (XMLStreamException e) {
            problems.add(new Problem(Problem.TWIML_PARSE, "not valid XML: " + e.getMessage()));
            verbs.clear();
        }
        return new TwimlAnswer(List.copyOf(verbs), List.copyOf(problems));
    }

    private static boolean isXml(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        String plain = type.strip().toLowerCase(Locale.ROOT);
        return plain.equals("text/xml") || plain.equals("application/xml");
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /// What Twilio is told to do; only what a switchboard like this one uses.
    sealed interface Verb {
        record Say(String text, String language) implements Verb {}

        record Hangup() implements Verb {}

        /// @param action asked for what to do next; empty where the TwiML goes on
        record ConnectStream(String url, Map<String, String> parameters, String action)
                implements Verb {}

        /// @param action told what became of it; empty where the TwiML goes on
        record Dial(String number, String callerId, String action) implements Verb {}
    }

    private record Reader(XMLStreamReader xml, List<Verb> verbs, List<Problem> problems) {
        /// Name and value of a parameter together, in characters.
        private static final int MAX_PARAMETER = 499;

        void read() throws XMLStreamException {
            xml.nextTag();
            if (!xml.getLocalName().equals("Response")) {
                problems.add(
                        new Problem(
                                Problem.TWIML_PARSE,
                                "root must be Response, not " + xml.getLocalName()));
                return;
            }
            while (next()) {
                verb();
            }
            while (xml.hasNext()) {
                xml.next(); // What follows the root must be well-formed too.
            }
        }

        /// To the next child of the element entered last; false at that element's end.
        private boolean next() throws XMLStreamException {
            while (true) {
                int kind = xml.next();
                if (kind == XMLStreamConstants.START_ELEMENT) {
                    return true;
                }
                if (kind == XMLStreamConstants.END_ELEMENT) {
                    return false;
                }
                if (kind == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
                    problems.add(new Problem(Problem.TWIML_SCHEMA, "text between elements"));
                }
            }
        }

        private void verb() throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "Say" -> {
                    String language = attribute("language");
                    verbs.add(new Verb.Say(xml.getElementText(), language));
                }
                case "Hangup" -> {
                    verbs.add(new Verb.Hangup());
                    skip();
                }
                case "Connect" -> connect();
                case "Dial" -> dial();
                default -> unknown();
            }
        }

        private void dial() throws XMLStreamException {
            String action = attribute("action");
            String callerId = attribute("callerId");
            while (next()) {
                if (xml.getLocalName().equals("Number")) {
                    verbs.add(new Verb.Dial(xml.getElementText().strip(), callerId, action));
                } else {
                    unknown();
                }
            }
        }

        private void connect() throws XMLStreamException {
            String action = attribute("action");
            while (next()) {
                if (xml.getLocalName().equals("Stream")) {
                    String url = attribute("url");
                    verbs.add(new Verb.ConnectStream(url, parameters(), action));
                } else {
                    unknown();
                }
            }
        }

        private Map<String, String> parameters() throws XMLStreamException {
            var parameters = new HashMap<String, String>();
            while (next()) {
                if (!xml.getLocalName().equals("Parameter")) {
                    unknown();
                    continue;
                }
                String name = attribute("name");
                String value = attribute("value");
                if (name.length() + value.length() > MAX_PARAMETER) {
                    problems.add(new Problem(Problem.TWIML_SCHEMA, "Parameter is too long"));
                }
                parameters.put(name, value);
                skip();
            }
            return Map.copyOf(parameters);
        }

        private void unknown() throws XMLStreamException {
            problems.add(new Problem(Problem.TWIML_SCHEMA, "unknown verb " + xml.getLocalName()));
            skip();
        }

        private void skip() throws XMLStreamException {
            int depth = 1;
            while (depth > 0) {
                int kind = xml.next();
                if (kind == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                } else if (kind == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
        }

        private String attribute(String name) {
            String value = xml.getAttributeValue(null, name);
            return value == null ? "" : value;
        }
    }
}
