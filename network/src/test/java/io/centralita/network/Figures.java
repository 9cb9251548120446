package io.centralita.network;

import io.centralita.network.router.Client;
import io.centralita.network.router.Gateway;
import io.centralita.network.router.NetworkInterface;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterSource;
import io.centralita.network.router.RouterUnavailable;
import io.centralita.network.router.Service;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Every number that a true answer to a row may contain, worked out from the source without the
/// code that answers; and those it must contain.
final class Figures {
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final Set<String> allowed = new HashSet<>();
    private final Set<String> required = new HashSet<>();
    private final RouterSource source;
    private final Rows row;
    private final List<Router> routers;
    private int answered;

    private Figures(RouterSource source, Rows row) {
        this.source = source;
        this.row = row;
        this.routers =
                source.routers().stream()
                        .filter(r -> row.router().isEmpty() || r.name().equals(row.router()))
                        .toList();
    }

    static Figures of(RouterSource source, Rows row) throws Exception {
        var figures = new Figures(source, row);
        figures.collect();
        return figures;
    }

    static Set<String> in(String text) {
        var found = new HashSet<String>();
        var matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group().replace(',', '.'));
        }
        return found;
    }

    Set<String> allowed() {
        return allowed;
    }

    Set<String> required() {
        return required;
    }

    private void collect() throws Exception {
        switch (row.kind()) {
            case "clients.active" -> activeClients();
            case "clients.problems" -> problems();
            case "routers.list" -> {
                require(routers.size());
                routers.forEach(r -> allowed.addAll(in(r.name())));
            }
            case "routers.status" -> status();
            case "traffic.interface" -> interfaceTraffic();
            case "traffic.top" -> top();
            case "traffic.total" -> total();
            case "interfaces.free" -> free();
            case "interfaces.status" -> interfaces();
            case "gateways.active" -> gateways();
            case "unknown-router" -> allowed.addAll(in(row.router()));
            default -> {}
        }
        if (answered == 0 && isRead()) {
            // A router that does not answer has no figures.
            required.clear();
            allowed.clear();
            return;
        }
        if (routers.size() > 1 && !row.kind().equals("routers.list") && answered > 0) {
            require(answered);
            require(routers.size());
        }
    }

    private boolean isRead() {
        return !Set.of("routers.list", "unknown-router", "help", "out").contains(row.kind());
    }

    private interface Read<T> {
        T of(Router router) throws RouterUnavailable, InterruptedException;
    }

    private interface Use<T> {
        void of(T value) throws Exception;
    }

    private <T> void each(Read<T> read, Use<T> use) throws Exception {
        for (var router : routers) {
            T value;
            try {
                value = read.of(router);
            } catch (RouterUnavailable e) {
                continue;
            }
            answered++;
            use.of(value);
        }
    }

    private void activeClients() throws Exception {
        var counts = new ArrayList<Long>();
        each(
                r -> source.clients(r, WITHIN),
                clients ->
                        counts.add(clients.stream().filter(c -> c.active() && isAsked(c)).count()));
        counts.forEach(this::allow);
        require(counts.stream().mapToLong(Long::longValue).sum());
        // «No hay clientes activos» says nought in words.
        required.remove("0");
    }

    private void problems() throws Exception {
        var counts = new ArrayList<Integer>();
        each(
                r -> source.clients(r, WITHIN),
                clients ->
                        counts.add(
                                (int) clients.stream().filter(c -> c.problem() != null).count()));
        var total = counts.stream().mapToInt(Integer::intValue).sum();
        require(total);
        allow(total - 5);
    }

    private boolean isAsked(Client client) {
        return row.detail().isEmpty() || client.service() == Service.valueOf(upper(row.detail()));
    }

    private static String upper(String detail) {
        return detail.toUpperCase(java.util.Locale.ROOT);
    }

    private void status() throws Exception {
        each(
                r -> source.resource(r, WITHIN),
                resource -> {
                    var detail = row.detail();
                    var up = resource.uptime();
                    var single = routers.size() == 1;
                    if (detail.equals("cpu")) {
                        require(resource.cpuPercent());
                    } else if (detail.equals("memory")) {
                        require(resource.freeMemoryPercent());
                        allow(resource.freeMemoryBytes() / 1_048_576);
                        allow(resource.totalMemoryBytes() / 1_048_576);
                    } else if (detail.equals("uptime")) {
                        require(up.toDays());
                        allow(up.toHoursPart());
                    } else if (single) {
                        allow(resource.cpuPercent());
                        allow(resource.freeMemoryPercent());
                        allow(up.toDays());
                        allow(up.toHoursPart());
                        var celsius = resource.temperatureCelsius();
                        if (celsius != null) {
                            require(celsius);
                        }
                    }
                });
    }

    private void interfaceTraffic() throws Exception {
        allowed.addAll(in(row.interfaceName()));
        each(
                r -> source.interfaces(r, WITHIN),
                all -> {
                    for (var port : all) {
                        if (port.name().equals(row.interfaceName()) && port.running()) {
                            required.add(rate(port.rxBitsPerSecond()));
                            required.add(rate(port.txBitsPerSecond()));
                        }
                    }
                });
        allowed.addAll(required);
    }

    private void top() throws Exception {
        var max = new long[1];
        each(
                r -> source.interfaces(r, WITHIN),
                all -> {
                    for (var port : all) {
                        if (!port.dynamic()) {
                            allowed.addAll(in(port.name()));
                            allowRates(port.rxBitsPerSecond(), port.txBitsPerSecond());
                            max[0] = Math.max(max[0], port.bitsPerSecond());
                        }
                    }
                });
        if (max[0] > 0) {
            required.add(rate(max[0]));
        }
    }

    private void total() throws Exception {
        var sums = new long[2];
        each(
                r -> {
                    var leaving =
                            source.gateways(r, WITHIN).stream()
                                    .filter(Gateway::active)
                                    .map(Gateway::interfaceName)
                                    .toList();
                    return source.interfaces(r, WITHIN).stream()
                            .filter(p -> leaving.contains(p.name()))
                            .toList();
                },
                ports -> {
                    for (var port : ports) {
                        sums[0] += port.rxBitsPerSecond();
                        sums[1] += port.txBitsPerSecond();
                        allowRates(port.rxBitsPerSecond(), port.txBitsPerSecond());
                    }
                });
        if (sums[0] > 0) {
            allowRates(sums[0], sums[1]);
            required.add(rate(sums[0] + sums[1]));
            allow(answered - 3);
        }
    }

    private void allowRates(long rx, long tx) {
        allowed.add(rate(rx));
        allowed.add(rate(tx));
        allowed.add(rate(rx + tx));
    }

    private void free() throws Exception {
        var count = new int[1];
        each(
                r -> source.interfaces(r, WITHIN),
                all -> {
                    for (var port : all) {
                        var idle = !port.running() && !port.disabled() && !port.slave();
                        if (idle && port.type() != NetworkInterface.Type.BRIDGE) {
                            count[0]++;
                            allowed.addAll(in(port.name()));
                        }
                    }
                });
        require(count[0]);
    }

    private void interfaces() throws Exception {
        allowed.addAll(in(row.interfaceName()));
        if (!row.interfaceName().isEmpty()) {
            each(r -> source.interfaces(r, WITHIN), all -> {});
            return;
        }
        var counts = new int[3];
        each(
                r -> source.interfaces(r, WITHIN),
                all -> {
                    var fixed = all.stream().filter(p -> !p.dynamic()).toList();
                    counts[0] += (int) fixed.stream().filter(NetworkInterface::running).count();
                    counts[1] += fixed.size();
                    counts[2] += (int) fixed.stream().filter(NetworkInterface::disabled).count();
                    allow(fixed.stream().filter(p -> !p.running() && !p.disabled()).count());
                    if (routers.size() == 1) {
                        fixed.forEach(p -> allowed.addAll(in(p.name())));
                    }
                });
        require(counts[0]);
        require(counts[1]);
        allow(counts[2]);
    }

    private void gateways() throws Exception {
        var counts = new int[2];
        each(
                r -> source.gateways(r, WITHIN),
                all -> {
                    for (var gateway : all) {
                        counts[gateway.active() ? 0 : 1]++;
                        allowed.add(gateway.address());
                        allowed.addAll(in(gateway.interfaceName()));
                    }
                });
        require(counts[0]);
        allow(counts[1]);
    }

    private void require(long number) {
        allow(number);
        required.add(String.valueOf(number));
    }

    private void allow(long number) {
        allowed.add(String.valueOf(number));
    }

    /// As a person would write it: gigabits with two decimals, megabits with one, kilobits whole.
    private static String rate(long bits) {
        var unit = bits >= 1_000_000_000 ? 9 : bits >= 1_000_000 ? 6 : 3;
        var digits = unit == 9 ? 2 : unit == 6 ? 1 : 0;
        var value =
                BigDecimal.valueOf(bits).movePointLeft(unit).setScale(digits, RoundingMode.HALF_UP);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
