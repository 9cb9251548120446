package io.centralita.tenant.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.centralita.call.record.CallReport;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A report as the database keeps it: the public JSON, times as ISO 8601. Fields of a later version
/// are ignored.
final class ReportJson {
    private static final Logger log = LoggerFactory.getLogger(ReportJson.class);

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final TypeReference<Map<String, BigDecimal>> COST = new TypeReference<>() {};

    private ReportJson() {}

    static String write(CallReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }

    /// Null where nothing is known to have been spent.
    static @Nullable String writeCost(Map<String, BigDecimal> cost) {
        try {
            return cost.isEmpty() ? null : JSON.writeValueAsString(cost);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("amounts are always JSON", e);
        }
    }

    static Map<String, BigDecimal> readCost(String json) throws JsonProcessingException {
        return JSON.readValue(json, COST);
    }

    /// Empty, and logged, where it is no report.
    static Optional<CallReport> readable(String json) {
        try {
            return Optional.of(read(json));
        } catch (JsonProcessingException e) {
            // The location alone: the message may quote what a caller said.
            log.atError()
                    .addKeyValue("at", e.getLocation().offsetDescription())
                    .log("call record unreadable");
            return Optional.empty();
        }
    }

    static CallReport read(String json) throws JsonProcessingException {
        return JSON.readValue(json, CallReport.class);
    }
}
