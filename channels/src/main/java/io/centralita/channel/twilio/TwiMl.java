package io.centralita.channel.twilio;

import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Answers to a voice webhook, as XML.
final class TwiMl {
    /// Where a language comes without a country: the accent Twilio is to speak it with.
    private static final Map<String, String> ACCENTS = Map.of("es", "es-MX", "en", "en-US");

    private TwiMl() {}

    /// Connects the call to a media stream, both ways, and passes one parameter along.
    static String stream(String url, String parameter, String value) {
        return document(
                xml -> {
                    xml.writeStartElement("Connect");
                    xml.writeStartElement("Stream");
                    xml.writeAttribute("url", url);
                    xml.writeEmptyElement("Parameter");
                    xml.writeAttribute("name", parameter);
                    xml.writeAttribute("value", value);
                    xml.writeEndElement();
                    xml.writeEndElement();
                });
    }

    /// Says one sentence and hangs up.
    static String goodbye(String sentence, Locale language) {
        return document(
                xml -> {
                    xml.writeStartElement("Say");
                    xml.writeAttribute("language", accent(language));
                    xml.writeCharacters(sentence);
                    xml.writeEndElement();
                    xml.writeEmptyElement("Hangup");
                });
    }

    static String hangUp() {
        return document(xml -> xml.writeEmptyElement("Hangup"));
    }

    private static String accent(Locale language) {
        String tag = language.toLanguageTag();
        return ACCENTS.getOrDefault(tag, tag);
    }

    private static String document(Body body) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("Response");
            body.write(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML to memory failed", e);
        }
        return text.toString();
    }

    private interface Body {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }
}
