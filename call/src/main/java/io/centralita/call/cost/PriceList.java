package io.centralita.call.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Prices by model, as providers publish them. Immutable.
///
/// In its JSON form each entry names the models it is for (a name, or the beginning of one and
/// `*`), a price of a million tokens by kind, of a minute that is written down, of a million
/// characters that are spoken or of a minute of that speech, and where and when it was read;
/// `prices.json` beside this class is the one that comes with the program.
public final class PriceList {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private static final Map<String, UsageKind> KINDS =
            Map.of(
                    "inputText", UsageKind.INPUT_TEXT,
                    "inputAudio", UsageKind.INPUT_AUDIO,
                    "inputImage", UsageKind.INPUT_IMAGE,
                    "cachedText", UsageKind.CACHED_TEXT,
                    "cachedAudio", UsageKind.CACHED_AUDIO,
                    "cachedImage", UsageKind.CACHED_IMAGE,
                    "outputText", UsageKind.OUTPUT_TEXT,
                    "outputAudio", UsageKind.OUTPUT_AUDIO);

    record Document(String currency, List<Entry> models) {
        Document {
            require("currency", currency);
            require("models", models);
        }
    }

    record Entry(
            List<String> names,
            @Nullable Map<String, BigDecimal> perMillionTokens,
            @Nullable BigDecimal perMinute,
            @Nullable BigDecimal perMillionCharacters,
            @Nullable BigDecimal perMinuteSpoken,
            String source,
            LocalDate read) {
        Entry {
            require("names", names);
            require("source", source);
            require("read", read);
        }
    }

    private static void require(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }

    private final String currency;
    private final Map<String, Price> prices;

    private PriceList(String currency, Map<String, Price> prices) {
        this.currency = currency;
        this.prices = Map.copyOf(prices);
    }

    /// Knows no price: calls cost nothing that anybody knows of.
    public static PriceList empty() {
        return new PriceList("USD", Map.of());
    }

    /// The list prices that come with the program.
    public static PriceList bundled() {
        try (var file = PriceList.class.getResourceAsStream("prices.json")) {
            if (file == null) {
                throw new IllegalStateException("prices.json is missing");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalArgumentException saying what is wrong with the document
    public static PriceList parse(String json) {
        try {
            var document = JSON.readValue(json, Document.class);
            var _ = new Money(document.currency(), BigDecimal.ZERO);
            var prices = new HashMap<String, Price>();
            for (var entry : document.models()) {
                var price = new Price(units(entry));
                entry.names().forEach(name -> prices.put(name, price));
            }
            return new PriceList(document.currency(), prices);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /// The other list's prices where it has any, otherwise these. A list in another currency stands
    /// alone: amounts of two currencies do not add up.
    public PriceList with(PriceList other) {
        if (!other.currency.equals(currency)) {
            return other;
        }
        var both = new HashMap<>(prices);
        both.putAll(other.prices);
        return new PriceList(currency, both);
    }

    public String currency() {
        return currency;
    }

    /// What this usage costs; empty where the list has no price for the model, or for something
    /// that it used.
    public Optional<Money> cost(Usage usage) {
        return find(usage.model())
                .flatMap(price -> price.of(usage))
                .map(amount -> new Money(currency, amount));
    }

    /// The model's own entry, otherwise the longest beginning that has one.
    private Optional<Price> find(String model) {
        var own = prices.get(model);
        if (own != null) {
            return Optional.of(own);
        }
        for (int length = model.length(); length > 0; length--) {
            var price = prices.get(model.substring(0, length) + "*");
            if (price != null) {
                return Optional.of(price);
            }
        }
        return Optional.empty();
    }

    private static Map<UsageKind, BigDecimal> units(Entry entry) {
        var units = new EnumMap<UsageKind, BigDecimal>(UsageKind.class);
        var tokens =
                entry.perMillionTokens() == null
                        ? Map.<String, BigDecimal>of()
                        : entry.perMillionTokens();
        tokens.forEach(
                (name, price) -> {
                    var kind = KINDS.get(name);
                    if (kind == null) {
                        throw new IllegalArgumentException(
                                entry.names() + ": no such kind of tokens: " + name);
                    }
                    units.put(kind, notNegative(entry, price));
                });
        put(units, entry, UsageKind.TRANSCRIBED_MS, entry.perMinute());
        put(units, entry, UsageKind.SPOKEN_CHARACTERS, entry.perMillionCharacters());
        put(units, entry, UsageKind.SPOKEN_MS, entry.perMinuteSpoken());
        if (units.isEmpty()) {
            throw new IllegalArgumentException(entry.names() + ": no price");
        }
        return units;
    }

    private static void put(
            Map<UsageKind, BigDecimal> units,
            Entry entry,
            UsageKind kind,
            @Nullable BigDecimal price) {
        if (price != null) {
            units.put(kind, notNegative(entry, price));
        }
    }

    private static BigDecimal notNegative(Entry entry, BigDecimal price) {
        if (price.signum() < 0) {
            throw new IllegalArgumentException(entry.names() + ": a price is negative");
        }
        return price;
    }
}
