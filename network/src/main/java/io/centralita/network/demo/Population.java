package io.centralita.network.demo;

import io.centralita.network.router.Client;
import io.centralita.network.router.Client.Problem;
import io.centralita.network.router.Service;
import java.util.ArrayList;
import java.util.List;

/// Who is connected to one router, and who has trouble.
final class Population {
    /// The number of clients stands still for this long.
    static final long STEP_SECONDS = 600;

    /// Troubles come and go this often.
    private static final long TROUBLE_SECONDS = 3 * 3_600;

    /// Between two points of chance the number moves in a straight line over this many steps.
    private static final int STEPS_BETWEEN_POINTS = 12;

    private final Plan plan;
    private final Plan.Names names;
    private final Chance chance;
    private final int firstName;

    Population(Plan plan, Plan.Names names, Chance chance) {
        this.plan = plan;
        this.names = names;
        this.chance = chance;
        this.firstName = chance.of("names").below(1_000);
    }

    List<Client> at(long epochSecond) {
        var clients = new ArrayList<Client>();
        for (var service : Service.values()) {
            var mean = plan.clients().getOrDefault(service, 0);
            var active = mean == 0 ? 0 : active(mean, service, epochSecond / STEP_SECONDS);
            for (int i = 0; i < active; i++) {
                clients.add(new Client(name(service, i), service, true, null));
            }
        }
        var healthy = clients.size();
        var period = chance.of("trouble").of(epochSecond / TROUBLE_SECONDS);
        for (int i = 0; i < plan.problems(); i++) {
            var dice = period.of(i);
            // One stride for each trouble, so that no client is hit twice.
            var stride = healthy / plan.problems();
            var victim = clients.get(i * stride + dice.of("who").below(stride));
            var problem = problem(victim.service(), dice.of("what"));
            if (staysConnected(problem)) {
                clients.set(
                        clients.indexOf(victim),
                        new Client(victim.name(), victim.service(), true, problem));
            } else {
                clients.add(new Client(absent(i), victim.service(), false, problem));
            }
        }
        return List.copyOf(clients);
    }

    /// Around the mean, by at most 2 % and at least one client, drifting.
    private int active(int mean, Service service, long step) {
        var amplitude = Math.max(1.0, mean * 0.02);
        var points = chance.of(service.name());
        var point = Math.floorDiv(step, STEPS_BETWEEN_POINTS);
        var part = (double) Math.floorMod(step, STEPS_BETWEEN_POINTS) / STEPS_BETWEEN_POINTS;
        var before = points.of(point).unit() * 2 - 1;
        var after = points.of(point + 1).unit() * 2 - 1;
        return (int) Math.round(mean + amplitude * (before + (after - before) * part));
    }

    private String name(Service service, int i) {
        return names.name(firstName + block(service) + i);
    }

    /// Names of different services never meet.
    private static long block(Service service) {
        return switch (service) {
            case PPPOE -> 0;
            case HOTSPOT -> 300;
            case DHCP -> 600;
        };
    }

    private String absent(int i) {
        return names.name(firstName + 900L + i);
    }

    private static Problem problem(Service service, Chance dice) {
        var possible =
                switch (service) {
                    case PPPOE ->
                            List.of(
                                    Problem.NO_LINK,
                                    Problem.REAUTHENTICATING,
                                    Problem.SATURATED_QUEUE,
                                    Problem.HIGH_LOSS);
                    case HOTSPOT -> List.of(Problem.REAUTHENTICATING, Problem.HIGH_LOSS);
                    case DHCP ->
                            List.of(
                                    Problem.LEASE_WAITING,
                                    Problem.LEASE_CONFLICT,
                                    Problem.SATURATED_QUEUE);
                };
        return possible.get(dice.below(possible.size()));
    }

    private static boolean staysConnected(Problem problem) {
        return switch (problem) {
            case SATURATED_QUEUE, HIGH_LOSS -> true;
            case NO_LINK, REAUTHENTICATING, LEASE_WAITING, LEASE_CONFLICT -> false;
        };
    }
}
