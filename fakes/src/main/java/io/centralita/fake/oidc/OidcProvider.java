package io.centralita.fake.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// The provider, on a free port of this machine, with one client. Whoever comes to its page signs
/// in at once as the person that was named last. Safe from any thread but event loops.
public final class OidcProvider implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int PATIENCE_S = 10;

    private final HttpServer server;
    private final String issuer;
    private final Client client;
    private final InstantSource clock;
    private final Authorizations authorizations;
    private final IdTokenForge forge;
    private final Map<String, Person> accessTokens = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile SigningKey key = SigningKey.make("key-1");
    private volatile Person person = Person.of("ana@example.com");
    private volatile Fault fault = Fault.NONE;
    private volatile boolean brief;
    private volatile boolean secretInForm;

    private OidcProvider(HttpServer server, Client client, InstantSource clock) {
        this.server = server;
        this.client = client;
        this.clock = clock;
        issuer = "http://" + HOST + ":" + server.actualPort();
        authorizations = new Authorizations(client);
        forge = new IdTokenForge(issuer, client);
    }

    /// @param clock of its tokens
    public static OidcProvider start(Vertx vertx, Client client, InstantSource clock) {
        var provider = new CompletableFuture<OidcProvider>();
        var listening = new CompletableFuture<HttpServer>();
        vertx.createHttpServer(new HttpServerOptions().setHost(HOST).setPort(0))
                .requestHandler(
                        request -> {
                            var _ = provider.thenAccept(one -> one.handle(request));
                        })
                .listen()
                .onSuccess(listening::complete)
                .onFailure(listening::completeExceptionally);
        var server = listening.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        var made = new OidcProvider(server, client, clock);
        provider.complete(made);
        return made;
    }

    public URI issuer() {
        return URI.create(issuer);
    }

    public void signsIn(Person who) {
        person = who;
    }

    public void goesWrong(Fault how) {
        fault = how;
    }

    /// Whether ID tokens say only who it is, and the rest is for those who ask.
    public void isBrief(boolean yes) {
        brief = yes;
    }

    /// Whether it takes the client's secret in the form only.
    public void wantsSecretInForm(boolean yes) {
        secretInForm = yes;
    }

    /// Another key from now on; the one of now is gone.
    public void rotate() {
        key = SigningKey.make(key.id() + "+1");
    }

    /// What it was asked: paths, in order.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpServerRequest request) {
        asked.add(request.path());
        switch (request.path()) {
            case "/.well-known/openid-configuration" -> discovery(request);
            case "/authorize" -> authorize(request);
            case "/token" -> {
                request.setExpectMultipart(true);
                request.endHandler(_ -> token(request));
            }
            case "/keys" -> keys(request);
            case "/userinfo" -> userInfo(request);
            default -> send(request, 404, error("not_found"));
        }
    }

    private void discovery(HttpServerRequest request) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put(
                "issuer",
                fault == Fault.DISCOVERY_NAMES_ANOTHER_ISSUER ? issuer + "/another" : issuer);
        body.put(
                "authorization_endpoint",
                fault == Fault.DISCOVERY_LEADS_ELSEWHERE
                        ? "javascript:alert(1)"
                        : issuer + "/authorize");
        body.put("token_endpoint", issuer + "/token");
        body.put("jwks_uri", issuer + "/keys");
        body.put("userinfo_endpoint", issuer + "/userinfo");
        body.put("authorization_response_iss_parameter_supported", true);
        body.putArray("response_types_supported").add("code");
        body.putArray("subject_types_supported").add("public");
        body.putArray("id_token_signing_alg_values_supported")
                .add(fault == Fault.DISCOVERY_OFFERS_SHARED_SECRETS_ONLY ? "HS256" : "RS256");
        body.putArray("token_endpoint_auth_methods_supported")
                .add(secretInForm ? "client_secret_post" : "client_secret_basic");
        switch (fault) {
            case DISCOVERY_FAILS -> send(request, 503, error("temporarily_unavailable"));
            case DISCOVERY_IS_NO_JSON -> text(request, 200, "<html>Welcome</html>");
            default -> send(request, 200, body);
        }
    }

    private void authorize(HttpServerRequest request) {
        var query = request.params();
        if (!client.id().equals(query.get("client_id"))
                || !client.redirect().equals(query.get("redirect_uri"))) {
            text(request, 400, "unknown client or address"); // sent nowhere: RFC 6749 §4.1.2.1
            return;
        }
        var back = new StringBuilder(client.redirect());
        var state = String.valueOf(query.get("state"));
        back.append("?state=")
                .append(encode(fault == Fault.RETURNS_WITH_ANOTHER_STATE ? "x" + state : state));
        if (fault != Fault.RETURNS_WITHOUT_ISSUER) {
            back.append("&iss=")
                    .append(
                            encode(
                                    fault == Fault.RETURNS_FROM_ANOTHER_ISSUER
                                            ? issuer + "/another"
                                            : issuer));
        }
        var wrong = authorizations.wrong(query);
        if (wrong.isPresent()) {
            back.append("&error=").append(wrong.get());
        } else if (fault == Fault.PERSON_DECLINES) {
            back.append("&error=access_denied");
        } else if (fault != Fault.RETURNS_WITHOUT_CODE) {
            back.append("&code=").append(authorizations.give(person, query));
        }
        var _ = request.response().setStatusCode(302).putHeader("Location", back.toString()).end();
    }

    private void token(HttpServerRequest request) {
        if (!isClient(request) || fault == Fault.TOKEN_REFUSES_CLIENT) {
            send(request, 401, error("invalid_client"));
            return;
        }
        var redeemed = authorizations.redeem(request.formAttributes());
        if (redeemed.isEmpty()) {
            send(request, 400, error("invalid_grant"));
            return;
        }
        var who = redeemed.get().person();
        var access = "access-" + accessTokens.size();
        accessTokens.put(access, who);
        var body = JsonNodeFactory.instance.objectNode();
        body.put("access_token", access).put("token_type", "Bearer").put("expires_in", 300);
        if (fault != Fault.TOKEN_HAS_NO_ID_TOKEN) {
            body.put(
                    "id_token",
                    forge.make(who, redeemed.get().nonce(), key, clock.instant(), fault, brief));
        }
        switch (fault) {
            case TOKEN_FAILS -> send(request, 500, error("server_error"));
            case TOKEN_IS_NO_JSON -> text(request, 200, "access_token=" + access);
            case TOKEN_IS_HUGE -> text(request, 200, "\"" + "x".repeat(2_000_000) + "\"");
            case TOKEN_REDIRECTS -> {
                request.response().putHeader("Location", "http://127.0.0.1:1/token");
                send(request, 307, body);
            }
            default -> send(request, 200, body);
        }
    }

    /// By HTTP Basic or in the form, as it was registered, and never by both (RFC 6749 §2.3).
    private boolean isClient(HttpServerRequest request) {
        var form = request.formAttributes();
        var header = request.getHeader("Authorization");
        if (secretInForm) {
            return header == null
                    && client.id().equals(form.get("client_id"))
                    && client.secret().equals(form.get("client_secret"));
        }
        if (header == null || !header.startsWith("Basic ") || form.contains("client_secret")) {
            return false;
        }
        var pair = new String(Base64.getDecoder().decode(header.substring(6)), UTF_8).split(":", 2);
        return pair.length == 2
                && client.id().equals(URLDecoder.decode(pair[0], UTF_8))
                && client.secret().equals(URLDecoder.decode(pair[1], UTF_8));
    }

    private void keys(HttpServerRequest request) {
        var body = JsonNodeFactory.instance.objectNode();
        var keys = body.putArray("keys");
        if (fault != Fault.KEYS_ARE_NONE) {
            keys.add(key.jwk());
        }
        if (fault == Fault.KEYS_FAIL) {
            send(request, 500, error("server_error"));
        } else {
            send(request, 200, body);
        }
    }

    private void userInfo(HttpServerRequest request) {
        var header = String.valueOf(request.getHeader("Authorization"));
        var who = accessTokens.get(header.startsWith("Bearer ") ? header.substring(7) : "");
        if (who == null || fault == Fault.USER_INFO_FAILS) {
            send(request, who == null ? 401 : 403, error("invalid_token"));
            return;
        }
        var body = JsonNodeFactory.instance.objectNode();
        body.put(
                "sub", fault == Fault.USER_INFO_OF_SOMEBODY_ELSE ? "somebody-else" : who.subject());
        IdTokenForge.describe(body, who);
        send(request, 200, body);
    }

    private static ObjectNode error(String word) {
        return JsonNodeFactory.instance.objectNode().put("error", word);
    }

    private static void send(HttpServerRequest request, int status, ObjectNode body) {
        request.response().putHeader("Content-Type", "application/json");
        text(request, status, body.toString());
    }

    private static void text(HttpServerRequest request, int status, String text) {
        var _ = request.response().setStatusCode(status).end(text);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public void close() {
        var closed = new CompletableFuture<Void>();
        server.close()
                .onComplete(
                        done -> {
                            if (done.succeeded()) {
                                closed.complete(null);
                            } else {
                                closed.completeExceptionally(done.cause());
                            }
                        });
        closed.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }
}
