package io.centralita.network.question;

import java.util.Set;

/// Settles what a word means by the words beside it.
final class Neighbours {
    private static final int REACH = 4;
    private static final Set<String> NOBODY = Set.of("nadie", "nobody");

    private static final Set<String> SUM = Set.of("suma", "sum");
    private static final Set<String> OF = Set.of("de", "of");
    private static final Set<String> PRICED =
            Set.of("un", "una", "a", "lo", "que", "cuanto", "esto", "eso");
    private static final Set<String> THERE =
            Set.of("disponible", "available", "metido", "adentro", "dentro", "cargado", "loaded");

    private final Sentence sentence;

    Neighbours(Sentence sentence) {
        this.sentence = sentence;
    }

    void settle() {
        for (int i = 0; i < sentence.size(); i++) {
            story(i);
            reflexive(i);
            missing(i);
            unused(i);
            brand(i);
            age(i);
            sum(i);
            agreement(i);
            available(i);
        }
        past();
    }

    /// «acabo de cambiar», "I just swapped": told, not ordered.
    private void story(int at) {
        if (!sentence.is(at, Concept.STORY)) {
            return;
        }
        for (int i = at + 1; i < Math.min(sentence.size(), at + REACH); i++) {
            if (isOrder(i)) {
                sentence.mark(i, i + 1, Concept.FILLER);
            }
        }
    }

    /// «no se reinicia», «se apaga»: what it does by itself.
    private void reflexive(int at) {
        if (isOrder(at) && sentence.text(at - 1).equals("se")) {
            sentence.mark(at, at + 1, Concept.FILLER);
        }
    }

    private boolean isOrder(int at) {
        return sentence.is(at, Concept.ACTION, Concept.ACTION_FIRST);
    }

    /// «que no tenga internet», "does not have any signal".
    private void missing(int at) {
        if (!sentence.is(at, Concept.NOT)) {
            return;
        }
        for (int i = at + 1; i <= at + REACH; i++) {
            if (sentence.is(i, Concept.PROBLEM)) {
                return;
            }
            if (sentence.is(i, Concept.INTERNET) || sentence.text(i).equals("internet")) {
                sentence.mark(at, i + 1, Concept.DOWN);
                return;
            }
        }
    }

    /// «que nadie esté ocupando», "nobody is using".
    private void unused(int at) {
        if (!NOBODY.contains(sentence.text(at))) {
            return;
        }
        for (int i = at + 1; i <= at + REACH; i++) {
            if (sentence.is(i, Concept.LOAD, Concept.FREE)) {
                sentence.mark(at, i + 1, Concept.FREE);
                return;
            }
        }
    }

    /// «clientes nuevos» cannot be told; a new cable does not matter.
    private void age(int at) {
        if (sentence.is(at, Concept.AGE)) {
            var decides = isDated(at - 1) || isDated(at + 1);
            sentence.mark(at, at + 1, decides ? Concept.UNSUPPORTED : Concept.FILLER);
        }
    }

    private boolean isDated(int at) {
        return sentence.is(
                at, Concept.CLIENT, Concept.PEOPLE, Concept.ROUTER, Concept.DEVICE, Concept.BRAND);
    }

    /// «cuántos mikrotik», «mis mikrotiks»: routers; MikroTik alone is their maker.
    private void brand(int at) {
        if (!sentence.is(at, Concept.BRAND)) {
            return;
        }
        var several = sentence.text(at).endsWith("s");
        var counted = sentence.is(at - 1, Concept.COUNT, Concept.WHICH, Concept.LIST);
        var described = sentence.is(at - 1, Concept.ROUTER, Concept.DEVICE);
        var routers = (several || counted) && !described;
        sentence.mark(at, at + 1, routers ? Concept.ROUTER : Concept.FILLER);
    }

    /// «la suma de dos y dos» is arithmetic, «la suma del tráfico» a total.
    private void sum(int at) {
        if (SUM.contains(sentence.text(at)) && sentence.is(at, Concept.TOTAL)) {
            var next = OF.contains(sentence.text(at + 1)) ? at + 2 : at + 1;
            if (next < sentence.size() && sentence.word(next).isNumber()) {
                sentence.mark(at, at + 1, Concept.FOREIGN);
            }
        }
    }

    /// «vale, y la wan»: agreed. «¿cuánto vale?»: money.
    private void agreement(int at) {
        var agreed = at == 0 || sentence.isWeightless(at - 1);
        var priced = sentence.is(at + 1, Concept.ROUTER, Concept.DEVICE, Concept.NOT);
        if (sentence.text(at).equals("vale")
                && agreed
                && !priced
                && !PRICED.contains(sentence.text(at + 1))
                && !PRICED.contains(sentence.text(at - 1))) {
            sentence.mark(at, at + 1, Concept.FILLER);
        }
    }

    /// «routers disponibles», «cuántos routers tienes metidos»: the ones there are.
    private void available(int at) {
        if (!sentence.is(at, Concept.ROUTER) || sentence.concepts().contains(Concept.INTERFACE)) {
            return;
        }
        for (int i = at + 1; i <= at + REACH; i++) {
            var word = sentence.text(i);
            if (THERE.contains(word.replaceAll("s$", ""))) {
                sentence.mark(i, i + 1, Concept.CONFIGURED);
            }
        }
    }

    private void past() {
        var concepts = sentence.concepts();
        var state =
                concepts.contains(Concept.DOWN)
                        || concepts.contains(Concept.UP)
                        || concepts.contains(Concept.PROBLEM);
        for (int i = 0; i < sentence.size(); i++) {
            if (sentence.is(i, Concept.DID)) {
                sentence.mark(i, i + 1, state ? Concept.FILLER : Concept.PAST);
            }
        }
    }
}
