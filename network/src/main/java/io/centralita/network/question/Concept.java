package io.centralita.network.question;

/// What a word of a question can stand for. The words themselves are in `lexicon_es.txt` and
/// `lexicon_en.txt`.
enum Concept {
    // What is asked about
    CLIENT,
    WHO,
    DEVICE,
    ROUTER,
    NETWORK,
    TRAFFIC,
    /// Traffic, or a share of processor and memory where these are named.
    CONSUME,
    LOAD,
    BUSIEST,
    INTERFACE,
    GATEWAY,
    INTERNET,
    CPU,
    MEMORY,
    UPTIME,
    TEMPERATURE,
    VERSION,
    PPPOE,
    HOTSPOT,
    DHCP,
    // How it is asked
    COUNT,
    WHICH,
    LIST,
    STATE,
    PROBLEM,
    DOWN,
    UP,
    CONFIGURED,
    FREE,
    MOST,
    TOTAL,
    NOT,
    HELP,
    GREETING,
    // Why it is not answered
    ACTION,
    /// An order only where it opens the sentence: «activa la wan», not «¿está activa la wan?».
    ACTION_FIRST,
    SECRET,
    MONEY,
    PAST,
    UNSUPPORTED,
    FOREIGN,
    DEFINITION,
    /// Words without weight.
    FILLER,
    /// Part of a router's or an interface's name that has been recognised.
    SLOT
}
