package io.centralita.tenant.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import io.centralita.tenant.hours.BusinessHours;
import io.centralita.tenant.hours.Span;
import io.centralita.tenant.profile.BrowserAccess;
import io.centralita.tenant.profile.ClosedConduct;
import io.centralita.tenant.profile.Company;
import io.centralita.tenant.profile.KeyAction;
import io.centralita.tenant.profile.Knowledge;
import io.centralita.tenant.profile.Manner;
import io.centralita.tenant.profile.MemoryPolicy;
import io.centralita.tenant.profile.Presence;
import io.centralita.tenant.profile.Reach;
import io.centralita.tenant.profile.Relevance;
import io.centralita.tenant.profile.RingingPolicy;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.profile.Terms;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A tenant's document: what [TenantReader] makes the same tenant of. What is not the tenant's own
/// is not in it.
public final class TenantWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TenantWriter() {}

    public static ObjectNode write(Tenant tenant) {
        var document = JSON.objectNode();
        document.put("id", tenant.id());
        company(document, tenant.company());
        manner(document, tenant.manner());
        presence(document, tenant.presence());
        knowledge(document, tenant.knowledge());
        reach(document, tenant.reach());
        terms(document, tenant.terms());
        return document;
    }

    private static void company(ObjectNode document, Company company) {
        var part = JSON.objectNode();
        text(part, "name", company.name());
        text(part, "description", company.description());
        text(part, "phone", company.phone());
        text(part, "email", company.email());
        text(part, "web", company.web());
        text(part, "address", company.address());
        part(document, "company", part);
        text(document, "information", company.information());
    }

    private static void manner(ObjectNode document, Manner manner) {
        var language = manner.language();
        if (language != null) {
            document.put("language", language.getLanguage());
        }
        text(document, "voice", manner.voice());
        var greeting = JSON.objectNode();
        text(greeting, "open", manner.greeting());
        text(greeting, "closed", manner.greetingClosed());
        part(document, "greeting", greeting);
        part(document, "engine", texts(manner.engine()));
    }

    private static ObjectNode texts(Map<String, String> texts) {
        var part = JSON.objectNode();
        new TreeMap<>(texts).forEach(part::put);
        return part;
    }

    private static void presence(ObjectNode document, Presence presence) {
        var zone = presence.zone();
        if (zone != null) {
            document.put("time-zone", zone.getId());
        }
        var hours = presence.hours();
        if (hours != null) {
            document.set("hours", hours(hours));
        }
        if (presence.whenClosed() != ClosedConduct.ASSIST) {
            document.put("when-closed", presence.whenClosed().word());
        }
    }

    private static ObjectNode hours(BusinessHours hours) {
        var part = JSON.objectNode();
        hours.weekly().forEach((day, spans) -> part.set(HoursReader.word(day), spans(spans)));
        var special = JSON.arrayNode();
        for (var days : hours.special()) {
            var one = special.addObject();
            one.put("day", days.days().toString());
            text(one, "name", days.name());
            if (!days.open().isEmpty()) {
                one.set("open", spans(days.open()));
            }
        }
        list(part, "special", special);
        return part;
    }

    private static ArrayNode spans(List<Span> spans) {
        var list = JSON.arrayNode();
        spans.forEach(span -> list.add(span.toString()));
        return list;
    }

    private static void knowledge(ObjectNode document, Knowledge knowledge) {
        var faqs = JSON.arrayNode();
        for (var faq : knowledge.faqs()) {
            var one = faqs.addObject();
            one.put("question", faq.question());
            one.put("answer", faq.answer());
            relevance(one, faq.relevance());
        }
        list(document, "faqs", faqs);
        var context = JSON.arrayNode();
        for (var text : knowledge.context()) {
            var one = context.addObject();
            one.put("name", text.name());
            one.put("text", text.text());
            relevance(one, text.relevance());
        }
        list(document, "context", context);
        var prompt = JSON.objectNode();
        if (knowledge.budget() != Knowledge.STANDARD_BUDGET) {
            prompt.put("tokens", knowledge.budget());
        }
        text(prompt, "template", knowledge.template());
        part(document, "prompt", prompt);
    }

    private static void relevance(ObjectNode part, Relevance relevance) {
        if (relevance != Relevance.NORMAL) {
            part.put("relevance", relevance.word());
        }
    }

    private static void reach(ObjectNode document, Reach reach) {
        var tools = reach.tools();
        if (tools != null) {
            var list = document.putArray("tools");
            tools.forEach(list::add);
        }
        var numbers = JSON.arrayNode();
        for (var number : reach.numbers()) {
            if (number.active()) {
                numbers.add(number.number());
            } else {
                numbers.addObject().put("number", number.number()).put("active", false);
            }
        }
        list(document, "numbers", numbers);
        list(document, "transfers", people(reach.transfers()));
        part(document, "keys", keys(reach.keys()));
        var secrets = JSON.objectNode();
        new TreeMap<>(reach.secrets())
                .forEach((name, reference) -> secrets.put(name, reference.toString()));
        part(document, "secrets", secrets);
        var browser = reach.browser();
        if (browser != null) {
            document.set("browser", browser(browser));
        }
    }

    private static ObjectNode browser(BrowserAccess browser) {
        var part = JSON.objectNode().put("key", browser.key().toString());
        var origins = part.putArray("origins");
        browser.origins().forEach(origin -> origins.add(origin.text()));
        if (browser.callsPerMinute() != BrowserAccess.STANDARD_CALLS) {
            part.put("calls-per-minute", browser.callsPerMinute());
        }
        if (browser.callsPerMinuteAndAddress() != BrowserAccess.STANDARD_CALLS_OF_AN_ADDRESS) {
            part.put("calls-per-minute-and-address", browser.callsPerMinuteAndAddress());
        }
        return part;
    }

    private static ArrayNode people(List<Destination> people) {
        var list = JSON.arrayNode();
        for (var person : people) {
            var one = list.addObject().put("name", person.name());
            switch (person.target()) {
                case Target.PhoneNumber(var number) -> one.put("number", number);
                case Target.Extension extension -> one.put("extension", extension.text());
                case Target.Endpoint endpoint -> one.put("endpoint", endpoint.text());
            }
            if (person.attended()) {
                one.put("attended", true);
            }
        }
        return list;
    }

    private static ObjectNode keys(Map<Character, KeyAction> keys) {
        var part = JSON.objectNode();
        new TreeMap<>(keys)
                .forEach(
                        (key, action) -> {
                            var one = part.putObject(key.toString());
                            switch (action) {
                                case KeyAction.Transfer(var name) -> one.put("transfer", name);
                                case KeyAction.Say(var text) -> one.put("say", text);
                            }
                        });
        return part;
    }

    private static void terms(ObjectNode document, Terms terms) {
        var ringing = terms.ringing();
        if (ringing != null) {
            document.set("ringing", ringing(ringing));
        }
        var spending = JSON.objectNode();
        var perCall = terms.caps().perCall();
        if (perCall != null) {
            spending.put("per-call", perCall);
        }
        var perDay = terms.caps().perDay();
        if (perDay != null) {
            spending.put("per-day", perDay);
        }
        part(document, "spending", spending);
        if (!terms.memory().equals(MemoryPolicy.STANDARD)) {
            var memory = document.putObject("memory");
            memory.put("enabled", terms.memory().enabled());
            memory.put("days", terms.memory().days());
        }
        var retention = terms.retentionDays();
        if (retention != null) {
            document.put("retention-days", retention);
        }
        var recording = terms.recording();
        if (recording != null) {
            document.put("recordings", recording.word());
        }
    }

    private static ObjectNode ringing(RingingPolicy ringing) {
        var part = JSON.objectNode();
        part.put("mode", RingingPolicy.word(ringing.mode()));
        part.put("seconds", seconds(ringing));
        part.put("warm", ringing.warm().word());
        if (!ringing.between().isEmpty()) {
            part.set("between", spans(ringing.between()));
        }
        return part;
    }

    private static BigDecimal seconds(RingingPolicy ringing) {
        var seconds = BigDecimal.valueOf(ringing.time().toMillis(), 3).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }

    private static void text(ObjectNode part, String name, String text) {
        if (!text.isEmpty()) {
            part.put(name, text);
        }
    }

    private static void part(ObjectNode document, String name, ObjectNode part) {
        if (!part.isEmpty()) {
            document.set(name, part);
        }
    }

    private static void list(ObjectNode document, String name, JsonNode list) {
        if (!list.isEmpty()) {
            document.set(name, list);
        }
    }
}
