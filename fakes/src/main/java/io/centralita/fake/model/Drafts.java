package io.centralita.fake.model;

/// Makes items of what clients ask for. Stateless.
final class Drafts {
    private Drafts() {}

    static Item item(NewItem draft, Session session) {
        var id = draft.id() == null ? session.newItemId() : draft.id();
        return switch (draft) {
            case NewItem.Message(var _, var role, var content) ->
                    new Item.Message(id, ItemStatus.COMPLETED, role, content, null);
            case NewItem.FunctionCall(var _, var callId, var name, var arguments) ->
                    new Item.FunctionCall(
                            id,
                            ItemStatus.COMPLETED,
                            callId == null ? session.newCallId() : callId,
                            name,
                            arguments);
            case NewItem.FunctionCallOutput(var _, var callId, var output) ->
                    new Item.FunctionCallOutput(id, ItemStatus.COMPLETED, callId, output);
            case NewItem.Reference _ ->
                    throw new IllegalArgumentException("a reference is no item");
        };
    }
}
