package io.centralita.network.question;

/// What a word of a question can stand for. The words themselves are in `lexicon_es.txt` and
/// `lexicon_en.txt`.
enum Concept {
    // What is asked about
    CLIENT,
    /// People in general: clients only where something of the network stands beside them.
    PEOPLE,
    WHO,
    DEVICE,
    ROUTER,
    /// MikroTik: a router where several are meant, otherwise the company.
    BRAND,
    NETWORK,
    TRAFFIC,
    /// Traffic, or a share of processor and memory where these are named.
    CONSUME,
    LOAD,
    /// To carry, pass, pull: traffic where it is asked how much.
    MOVE,
    BUSIEST,
    INTERFACE,
    GATEWAY,
    /// What clients have, or miss.
    INTERNET,
    /// An address, which is no answer here, but «equipos con IP» are clients.
    IP,
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
    HOW_MUCH,
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
    /// New or old, which nobody knows of clients and routers.
    AGE,
    UNSUPPORTED,
    FOREIGN,
    DEFINITION,
    /// "did": the past, unless something went down or came back.
    DID,
    /// Where a question begins after what was said before it: «dime», "I need to know".
    ASK,
    /// Where a reason is given that is no part of the question: «es que», "because".
    REASON,
    /// What the caller does or has done, «acabo de»: the verb after it is no order.
    STORY,
    /// What takes back the words before it: «perdón», "I mean".
    CORRECTION,
    /// The same, but only between pauses or between two names: «mejor», "actually".
    PAUSE,
    /// Words without weight.
    FILLER,
    /// Part of a router's or an interface's name that has been recognised.
    SLOT
}
