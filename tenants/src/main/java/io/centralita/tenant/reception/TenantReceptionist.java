package io.centralita.tenant.reception;

import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Receptionist;
import io.centralita.call.reception.RecordingRule;
import io.centralita.call.tool.Tool;
import io.centralita.tenant.instructions.Composer;
import io.centralita.tenant.instructions.Composition;
import io.centralita.tenant.instructions.KnownCaller;
import io.centralita.tenant.instructions.Occasion;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.store.TenantSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives callers for the tenant they have dialled: with its greeting for the hour, its
/// instructions, its tools, its ledger, and what it remembers of them. Of other tenants nothing
/// gets into a call. A tenant that changes serves the next call. Safe for any number of threads.
public final class TenantReceptionist implements Receptionist {
    /// How long what is remembered of a caller may take to be found.
    public static final Duration LOOKUP_DEADLINE = Duration.ofMillis(300);

    private static final Set<String> SPOKEN = Set.of("es", "en");

    private static final Logger log = LoggerFactory.getLogger(TenantReceptionist.class);

    private final Supplier<TenantSnapshot> tenants;
    private final House house;
    private final PatientLookup callers;
    private final InstantSource clock;

    /// @param tenants of now; does not block
    public TenantReceptionist(
            Supplier<TenantSnapshot> tenants,
            House house,
            CallerLookup callers,
            InstantSource clock) {
        this(tenants, house, callers, clock, LOOKUP_DEADLINE);
    }

    TenantReceptionist(
            Supplier<TenantSnapshot> tenants,
            House house,
            CallerLookup callers,
            InstantSource clock,
            Duration lookupDeadline) {
        this.tenants = tenants;
        this.house = house;
        this.callers = new PatientLookup(callers, lookupDeadline);
        this.clock = clock;
    }

    @Override
    public Reception receive(LegInfo caller) throws InterruptedException {
        var tenant = called(caller);
        if (tenant.isEmpty()) {
            log.atInfo().addKeyValue("call", caller.callId()).log("number dialled is nobody's");
            log.atDebug()
                    .addKeyValue("call", caller.callId())
                    .addKeyValue("pii.dialled", caller.to())
                    .log("nobody's number");
            return new Reception.NumberUnknown(house.settings().language());
        }
        return welcome(
                tenant.get(), known(tenant.get(), caller), caller.callId(), wish(caller.visit()));
    }

    private Optional<Tenant> called(LegInfo caller) {
        var visit = caller.visit();
        if (visit == null) {
            return tenants.get().answering(caller.to());
        }
        return named(visit.tenant());
    }

    private Optional<Tenant> named(String id) {
        var found = tenants.get().find(id);
        return found.isEmpty() && id.equals(Tenant.DEFAULT)
                ? Optional.of(Tenant.of(Tenant.DEFAULT))
                : found;
    }

    /// Languages that the house has sentences in.
    private static Optional<Locale> wish(LegInfo.@Nullable Visit visit) {
        return visit == null
                ? Optional.empty()
                : visit.language().filter(wanted -> SPOKEN.contains(wanted.getLanguage()));
    }

    /// How a caller is received about whom nothing can be found out: by the tenant `default`, as
    /// unknown. Waits for nothing.
    public Reception.Welcome standard() {
        var tenant = tenants.get().find(Tenant.DEFAULT).orElseGet(() -> Tenant.of(Tenant.DEFAULT));
        return welcome(tenant, KnownCaller.NOBODY, "", Optional.empty());
    }

    private KnownCaller known(Tenant tenant, LegInfo caller) throws InterruptedException {
        return tenant.terms().memory().enabled()
                ? callers.find(caller.callId(), tenant.id(), caller.from())
                : KnownCaller.NOBODY;
    }

    /// @param call for logs
    /// @param wished the language to be spoken in place of the tenant's
    private Reception.Welcome welcome(
            Tenant tenant, KnownCaller known, String call, Optional<Locale> wished) {
        var now = ZonedDateTime.ofInstant(clock.instant(), zone(tenant));
        var tools = tools(tenant, now);
        var language = wished.orElseGet(() -> language(tenant));
        var composition = Composer.compose(occasion(tenant, now, language, known, tools));
        log.atDebug()
                .addKeyValue("call", call)
                .addKeyValue("tenant", tenant.id())
                .addKeyValue("tools", tools.size())
                .addKeyValue("knowledgeTokens", composition.selection().tokens())
                .addKeyValue("leftOut", composition.selection().leftOut().size())
                .log("caller received");
        return new Reception.Welcome(
                settings(tenant, language, composition)
                        .with(KeyMenus.of(tenant.reach().keys(), tools))
                        .with(recording(tenant)),
                tools,
                house.ledgers().apply(tenant.id()),
                Objects.requireNonNullElse(tenant.terms().ringing(), house.ringing())
                        .decide(now.toLocalTime(), known.calls()));
    }

    private ZoneId zone(Tenant tenant) {
        return Objects.requireNonNullElse(tenant.presence().zone(), house.zone());
    }

    private RecordingRule recording(Tenant tenant) {
        return Objects.requireNonNullElse(tenant.terms().recording(), house.settings().recording());
    }

    private Locale language(Tenant tenant) {
        return Objects.requireNonNullElse(tenant.manner().language(), house.settings().language());
    }

    private List<Tool> tools(Tenant tenant, ZonedDateTime now) {
        var presence = tenant.presence();
        var hours = presence.hours();
        boolean open = hours == null || hours.isOpen(now);
        return open || presence.whenClosed().usesTools() ? offered(tenant) : List.of();
    }

    private List<Tool> offered(Tenant tenant) {
        return OwnPeople.with(
                AllowedTools.of(house.tools().apply(tenant.id()), tenant.reach().tools()),
                tenant.reach().transfers());
    }

    /// What the assistant of a tenant may use while it is open; empty where there is no such
    /// tenant.
    public List<Tool> tools(String id) {
        return named(id).map(this::offered).orElse(List.of());
    }

    private Occasion occasion(
            Tenant tenant,
            ZonedDateTime now,
            Locale language,
            KnownCaller known,
            List<Tool> tools) {
        boolean own = language.getLanguage().equals(house.settings().language().getLanguage());
        return new Occasion(
                tenant,
                now,
                language,
                known,
                !tools.isEmpty(),
                own
                        ? house.settings().instructions()
                        : house.texts().text("call.instructions", language),
                own ? house.settings().greeting() : house.texts().text("call.greeting", language));
    }

    private CallSettings settings(Tenant tenant, Locale language, Composition composition) {
        var standard = house.settings();
        var voice = tenant.manner().voice();
        return new CallSettings(
                tenant.id(),
                language,
                voice.isEmpty() ? standard.voice() : voice,
                composition.greeting(),
                composition.instructions(),
                EngineWishes.of(standard.engineOptions(), tenant, house.secrets()),
                standard.toolTimeout(),
                standard.acknowledgeAfter(),
                standard.silenceBudget(),
                standard.engineDeadline(),
                standard.patience(),
                standard.keys());
    }
}
