package io.centralita.network.question;

/// The kinds of question, with the names under which the service reports them.
public enum Kind {
    CLIENTS_ACTIVE("clients.active"),
    CLIENTS_PROBLEMS("clients.problems"),
    ROUTERS_LIST("routers.list"),
    ROUTERS_STATUS("routers.status"),
    TRAFFIC_INTERFACE("traffic.interface"),
    TRAFFIC_TOP("traffic.top"),
    TRAFFIC_TOTAL("traffic.total"),
    INTERFACES_FREE("interfaces.free"),
    INTERFACES_STATUS("interfaces.status"),
    GATEWAYS_ACTIVE("gateways.active"),
    HELP("help"),
    OUT("out"),
    UNKNOWN_ROUTER("unknown-router");

    private final String id;

    Kind(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
