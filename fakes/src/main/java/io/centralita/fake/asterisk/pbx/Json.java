package io.centralita.fake.asterisk.pbx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/// ARI's shapes of what there is, fields in the order of the real ones.
public final class Json {
    /// No colon in the offset, unlike ISO 8601's extended form.
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    public static ObjectNode of(Channel channel) {
        var json = object();
        json.put("id", channel.id);
        json.put("name", channel.name);
        json.put("state", channel.state.label());
        json.put("protocol_id", channel.protocolId);
        json.set("caller", of(channel.caller));
        json.set("connected", of(channel.connected));
        json.put("accountcode", "");
        json.set("dialplan", of(channel.place));
        json.put("creationtime", time(channel.created));
        json.put("language", "en");
        return json;
    }

    public static ObjectNode of(Bridge bridge) {
        var json = object();
        json.put("id", bridge.id);
        json.put("technology", bridge.technology());
        json.put("bridge_type", bridge.holding ? "holding" : "mixing");
        json.put("bridge_class", "stasis");
        json.put("creator", "Stasis");
        json.put("name", bridge.name);
        var channels = json.putArray("channels");
        bridge.members.stream().map(Channel::id).sorted().forEach(channels::add);
        json.put("creationtime", time(bridge.created));
        json.put("video_mode", "talker");
        return json;
    }

    public static ObjectNode of(Application application) {
        var json = object();
        json.put("name", application.name);
        var channels = json.putArray("channel_ids");
        application.present.forEach(channel -> channels.add(channel.id));
        Stream.concat(application.made.stream(), application.watched.stream())
                .filter(channel -> !application.present.contains(channel))
                .distinct()
                .forEach(channel -> channels.add(channel.id));
        var bridges = json.putArray("bridge_ids");
        application.bridges.keySet().forEach(bridge -> bridges.add(bridge.id));
        application.endpoints.forEach(json.putArray("endpoint_ids")::add);
        json.putArray("device_names");
        types(json.putArray("events_allowed"), application.allowed());
        types(json.putArray("events_disallowed"), application.disallowed());
        return json;
    }

    private static void types(ArrayNode list, List<String> types) {
        types.forEach(type -> list.addObject().put("type", type));
    }

    private static ObjectNode of(CallerId caller) {
        return object().put("name", caller.name()).put("number", caller.number());
    }

    private static ObjectNode of(Place place) {
        var json = object();
        json.put("context", place.context());
        json.put("exten", place.exten());
        json.put("priority", place.priority());
        json.put("app_name", place.app());
        json.put("app_data", place.data());
        return json;
    }
}
