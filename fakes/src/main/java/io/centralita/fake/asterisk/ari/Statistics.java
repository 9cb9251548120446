package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.pbx.Channel;
import io.centralita.fake.asterisk.pbx.Json;
import java.util.List;

/// `rtp_statistics`, as of a call that has just begun.
final class Statistics {
    private static final List<String> COUNTS =
            List.of("txcount", "rxcount", "txploss", "rxploss", "local_ssrc", "remote_ssrc");
    private static final List<String> REST = List.of("jitter", "rxploss", "rtt", "mes");

    private Statistics() {}

    static ObjectNode of(Channel channel) {
        var json = Json.object();
        COUNTS.forEach(name -> json.put(name, 0));
        json.put("txoctetcount", 0).put("rxoctetcount", 0);
        json.put("channel_uniqueid", channel.id());
        json.put("txjitter", 0).put("rxjitter", 0);
        for (var kind : REST) {
            if (kind.equals("rtt")) {
                json.put("rtt", 0).put("maxrtt", 0).put("minrtt", 0);
                json.put("normdevrtt", 0).put("stdevrtt", 0);
                json.put("txmes", 0).put("rxmes", 0);
                continue;
            }
            for (var side : List.of("remote", "local")) {
                for (var measure : List.of("max", "min", "normdev", "stdev")) {
                    json.put(side + "_" + measure + kind, 0);
                }
            }
        }
        return json;
    }
}
