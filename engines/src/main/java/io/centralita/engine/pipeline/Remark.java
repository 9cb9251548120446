package io.centralita.engine.pipeline;

/// What a caller may say to somebody who is looking something up.
enum Remark {
    /// «¿Sigues ahí?»
    STATUS("status"),

    GREETING("greeting"),

    /// «Vale, gracias»: it asks for nothing.
    ACKNOWLEDGEMENT("acknowledgement"),

    /// Something else to find out.
    QUESTION("question"),

    /// The caller does not want to know any more.
    CANCEL("cancel"),

    /// «Olvídalo, mejor dime la hora»: not this but that.
    CANCEL_FOR_ANOTHER("cancel-for-another"),

    GOODBYE("goodbye"),

    OTHER("other"),

    /// Something that nobody understood.
    UNCLEAR("unclear");

    private final String key;

    Remark(String key) {
        this.key = key;
    }

    /// Its key in the resources.
    String key() {
        return key;
    }
}
