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

    /// How long a telephone rings before its owner counts as absent.
    private static final String RING_SECONDS = "25";

    /// The longest message.
    private static final String MESSAGE_SECONDS = "180";

    /// Silence that ends a message.
    private static final String SILENCE_SECONDS = "5";

    private TwiMl() {}

    /// Connects the call to a media stream, both ways, and passes one parameter along.
    ///
    /// @param status where Twilio tells of the stream's beginning, end and faults
    /// @param after where Twilio asks what to do once we have closed the stream; empty where the
    ///   call is over then ("TwiML Voice: <Connect>", action, read 2026-11-25)
    static String stream(String url, String status, String parameter, String value, String after) {
        return document(
                xml -> {
                    xml.writeStartElement("Connect");
                    if (!after.isEmpty()) {
                        xml.writeAttribute("action", after);
                    }
                    xml.writeStartElement("Stream");
                    xml.writeAttribute("url", url);
                    xml.writeAttribute("statusCallback", status);
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
                    say(xml, sentence, language);
                    xml.writeEmptyElement("Hangup");
                });
    }

    /// Puts the caller through to a number. They hear it ring, and are not charged as connected
    /// before somebody answers ("TwiML Voice: <Dial>", answerOnBridge, read 2026-11-25).
    ///
    /// @param callerId the number that is shown to who is called; empty for the caller's own
    /// @param outcome where Twilio tells how that went and asks what to do next
    /// @param status where Twilio tells how the other telephone is doing
    static String dial(String number, String callerId, String outcome, String status) {
        return document(
                xml -> {
                    xml.writeStartElement("Dial");
                    xml.writeAttribute("action", outcome);
                    xml.writeAttribute("timeout", RING_SECONDS);
                    xml.writeAttribute("answerOnBridge", "true");
                    if (!callerId.isEmpty()) {
                        xml.writeAttribute("callerId", callerId);
                    }
                    xml.writeStartElement("Number");
                    xml.writeAttribute("statusCallback", status);
                    xml.writeAttribute(
                            "statusCallbackEvent", "initiated ringing answered completed");
                    xml.writeCharacters(number);
                    xml.writeEndElement();
                    xml.writeEndElement();
                });
    }

    /// Says a sentence and puts the caller through to a number.
    ///
    /// @param outcome where Twilio tells how that went and asks what to do next
    static String transfer(String sentence, Locale language, String number, String outcome) {
        return document(
                xml -> {
                    say(xml, sentence, language);
                    xml.writeStartElement("Dial");
                    xml.writeAttribute("action", outcome);
                    xml.writeAttribute("timeout", RING_SECONDS);
                    xml.writeStartElement("Number");
                    xml.writeCharacters(number);
                    xml.writeEndElement();
                    xml.writeEndElement();
                });
    }

    /// Says a sentence and records what the caller says after a beep.
    ///
    /// @param outcome where Twilio tells that there is a recording and asks what to do next;
    ///   without it, Twilio would ask for this very document again ("TwiML Voice: <Record>",
    ///   action, read 2026-11-25)
    static String voicemail(String sentence, Locale language, String outcome) {
        return document(
                xml -> {
                    say(xml, sentence, language);
                    xml.writeEmptyElement("Record");
                    xml.writeAttribute("action", outcome);
                    xml.writeAttribute("maxLength", MESSAGE_SECONDS);
                    xml.writeAttribute("timeout", SILENCE_SECONDS);
                    xml.writeAttribute("playBeep", "true");
                    xml.writeEmptyElement("Hangup"); // after a recording without a sound in it
                });
    }

    static String hangUp() {
        return document(xml -> xml.writeEmptyElement("Hangup"));
    }

    private static void say(XMLStreamWriter xml, String sentence, Locale language)
            throws XMLStreamException {
        xml.writeStartElement("Say");
        xml.writeAttribute("language", accent(language));
        xml.writeCharacters(sentence);
        xml.writeEndElement();
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
