package io.centralita.network.question;

import io.centralita.network.router.Router;
import io.centralita.network.router.Service;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is wanted, in terms that can be read from routers. An empty list of routers means all.
public sealed interface Question {
    Kind kind();

    /// A question that routers are read for.
    sealed interface OfRouters extends Question {
        List<Router> routers();
    }

    /// @param services counted ones, empty means all
    record ActiveClients(List<Router> routers, Set<Service> services) implements OfRouters {
        @Override
        public Kind kind() {
            return Kind.CLIENTS_ACTIVE;
        }
    }

    /// @param services looked at, empty means all
    record ClientsWithProblems(List<Router> routers, Set<Service> services) implements OfRouters {
        @Override
        public Kind kind() {
            return Kind.CLIENTS_PROBLEMS;
        }
    }

    record RouterStatus(List<Router> routers, Detail detail) implements OfRouters {
        /// What of the router's state is wanted.
        public enum Detail {
            ALL,
            CPU,
            MEMORY,
            UPTIME,
            TEMPERATURE,
            VERSION
        }

        @Override
        public Kind kind() {
            return Kind.ROUTERS_STATUS;
        }
    }

    /// @param interfaceName as a router may write it: `wan`, `ether1`
    record InterfaceTraffic(List<Router> routers, String interfaceName) implements OfRouters {
        @Override
        public Kind kind() {
            return Kind.TRAFFIC_INTERFACE;
        }
    }

    record TopTraffic(List<Router> routers) implements OfRouters {
        @Override
        public Kind kind() {
            return Kind.TRAFFIC_TOP;
        }
    }

    record TotalTraffic(List<Router> routers) implements OfRouters {
        @Override
        public Kind kind() {
            return Kind.TRAFFIC_TOTAL;
        }
    }

    record FreeInterfaces(List<Router> routers) implements OfRouters {
        @Override
        public Kind kind() {
            return Kind.INTERFACES_FREE;
        }
    }

    /// @param interfaceName the one that is wanted, null means all
    record InterfaceStatus(List<Router> routers, @Nullable String interfaceName)
            implements OfRouters {
        @Override
        public Kind kind() {
            return Kind.INTERFACES_STATUS;
        }
    }

    record ActiveGateways(List<Router> routers) implements OfRouters {
        @Override
        public Kind kind() {
            return Kind.GATEWAYS_ACTIVE;
        }
    }

    record RouterList() implements Question {
        @Override
        public Kind kind() {
            return Kind.ROUTERS_LIST;
        }
    }

    record Help() implements Question {
        @Override
        public Kind kind() {
            return Kind.HELP;
        }
    }

    /// Not answered: outside of what routers can tell, or not understood.
    record Declined(Why why) implements Question {
        /// Decides what the caller is told.
        public enum Why {
            /// Asks to change something; this service only reads.
            ACTION,
            /// Asks for a password or the like.
            SECRET,
            /// About something else, or about another time than now.
            OUT_OF_DOMAIN,
            /// Words that are not known, or known ones that make no question together.
            NOT_UNDERSTOOD
        }

        @Override
        public Kind kind() {
            return Kind.OUT;
        }
    }

    /// A name that fits several routers.
    record WhichRouter(List<Router> candidates) implements Question {
        @Override
        public Kind kind() {
            return Kind.OUT;
        }
    }

    /// @param name as the caller said it, in capitals
    record UnknownRouter(String name, @Nullable String interfaceName) implements Question {
        @Override
        public Kind kind() {
            return Kind.UNKNOWN_ROUTER;
        }
    }
}
