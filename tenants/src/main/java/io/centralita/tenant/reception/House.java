package io.centralita.tenant.reception;

import io.centralita.call.cost.Ledger;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.text.SpokenTexts;
import io.centralita.call.tool.Tool;
import io.centralita.tenant.profile.RingingPolicy;
import io.centralita.tenant.profile.SecretReference;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What every tenant has that says nothing of its own.
///
/// @param settings of calls; greeting and instructions are for a tenant that does not say who it is
/// @param texts the house's sentences in other languages
/// @param tools what the house lets a tenant's assistant use
/// @param ledgers where a tenant's cost is booked; does not block
/// @param ringing how callers are received
/// @param zone in which the house lives
/// @param secrets what references refer to; empty where there is nothing
public record House(
        CallSettings settings,
        SpokenTexts texts,
        Function<String, List<Tool>> tools,
        Function<String, Ledger> ledgers,
        RingingPolicy ringing,
        ZoneId zone,
        Function<SecretReference, Optional<String>> secrets) {}
