package io.centralita.fake.asterisk.pbx;

/// Blind transfers that a phone asks for by REFER: whoever it is bridged with goes to an extension
/// of the phone's context, out of Stasis, and the phone is out of the bridge.
final class Transfers {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final Pbx pbx;

    Transfers(Pbx pbx) {
        this.pbx = pbx;
    }

    /// @return the status of SIP
    int blind(Channel phone, String exten) {
        var to = new Place(phone.place.context(), exten, 1, "", "");
        if (pbx.plan.steps(to.context(), exten).isEmpty()) {
            return NOT_FOUND;
        }
        var bridge = phone.bridge;
        if (bridge == null || bridge.members.size() < 2) {
            pbx.events.blindTransfer(phone, null, to, "Invalid");
            return BAD_REQUEST;
        }
        if (bridge.members.size() > 2) {
            pbx.events.blindTransfer(phone, null, to, "Fail");
            return SERVER_ERROR;
        }
        transfer(phone, bridge.others(phone).getFirst(), to);
        return OK;
    }

    private void transfer(Channel phone, Channel transferee, Place to) {
        pbx.setVariable(transferee, "BLINDTRANSFER", phone.name);
        pbx.setVariable(phone, "BLINDTRANSFER", transferee.name);
        pbx.events.blindTransfer(phone, transferee, to, "Success");
        pbx.bridging.leave(phone, true);
        send(transferee, to);
    }

    private void send(Channel transferee, Place to) {
        if (transferee.isInStasis()) {
            pbx.stasis.leaveTo(transferee, to.context(), to.exten(), to.priority());
            return;
        }
        pbx.bridging.leave(transferee, true);
        var before = transferee.execution;
        if (before != null) {
            before.stop();
        }
        new Execution(pbx, transferee).start(to.context(), to.exten(), to.priority());
    }
}
