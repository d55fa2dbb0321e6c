package lantian.desk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import lantian.desk.oidc.SignOnSettings;

/**
 * A provider of the house over a real socket (统一认证服务). It signs in whom it is told to without
 * asking, holds the client to PKCE, secret and redirect address, and lies on request.
 */
final class TestProvider implements AutoCloseable {
  static final String CLIENT = "lantian-desk";
  private static final String SECRET = "se:cret &+ 密";

  /** What a code stands for. */
  private record Grant(String redirect, String nonce, String challenge) {}

  private static final class Shared {
    static final TestProvider ONE = new TestProvider("http://127.0.0.1:8080");
  }

  private final HttpServer server;
  private final String redirectBase;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  final AtomicInteger keyFetches = new AtomicInteger();
  final List<JWK> published = new ArrayList<>();
  volatile String subject = "nobody";
  volatile Instant now = FakeObd.NOON.plusSeconds(3600);
  volatile JWK signing;
  volatile UnaryOperator<JWTClaimsSet.Builder> lie = claims -> claims;
  volatile boolean unsigned;
  volatile boolean confused;
  volatile UnaryOperator<byte[]> tokenAnswer = answer -> answer;
  volatile int tokenStatus = 200;

  /** For a desk that browsers see here. */
  TestProvider(String redirectBase) {
    this.redirectBase = redirectBase;
    signing = rsa("first");
    published.add(signing);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/realm/.well-known/openid-configuration", this::metadata);
    server.createContext("/realm/keys", this::keys);
    server.createContext("/realm/authorize", this::authorize);
    server.createContext("/realm/token", this::token);
    server.start();
  }

  /** One for all tests that only need that there is one. */
  static TestProvider shared() {
    return Shared.ONE;
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
  }

  SignOnSettings settings() {
    return settings(Duration.ofSeconds(5));
  }

  SignOnSettings settings(Duration deadline) {
    try {
      Path secret = Files.createTempFile(Path.of("target"), "client", ".secret");
      Files.writeString(secret, SECRET + "\n");
      return new SignOnSettings(
          URI.create(issuer()), CLIENT, secret, URI.create(redirectBase), "sub", deadline);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RSAKey rsa(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static ECKey ec(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void metadata(HttpExchange exchange) throws IOException {
    JsonObject said =
        new JsonObject()
            .put("issuer", issuer())
            .put("authorization_endpoint", issuer() + "/authorize?tenant=house")
            .put("token_endpoint", issuer() + "/token")
            .put("jwks_uri", issuer() + "/keys")
            .put("response_types_supported", new JsonArray().add("code"));
    answer(exchange, 200, said.encode().getBytes(StandardCharsets.UTF_8));
  }

  private void keys(HttpExchange exchange) throws IOException {
    keyFetches.incrementAndGet();
    String said = new JWKSet(List.copyOf(published)).toString(true);
    answer(exchange, 200, said.getBytes(StandardCharsets.UTF_8));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    boolean right =
        "code".equals(asked.get("response_type"))
            && CLIENT.equals(asked.get("client_id"))
            && "house".equals(asked.get("tenant"))
            && (redirectBase + "/").equals(asked.get("redirect_uri"))
            && List.of(asked.getOrDefault("scope", "").split(" ")).contains("openid")
            && "S256".equals(asked.get("code_challenge_method"));
    if (!right) {
      answer(exchange, 400, "{}".getBytes(StandardCharsets.UTF_8));
      return;
    }
    String code = UUID.randomUUID().toString();
    grants.put(
        code,
        new Grant(
            redirectBase + "/",
            asked.getOrDefault("nonce", ""),
            asked.getOrDefault("code_challenge", "")));
    String state = URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Location", redirectBase + "/?code=" + code + "&state=" + state);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, String> asked = form(new String(body, StandardCharsets.UTF_8));
    Grant grant = grants.remove(asked.getOrDefault("code", ""));
    String pair =
        URLEncoder.encode(CLIENT, StandardCharsets.UTF_8)
            + ":"
            + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    if (grant == null) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}".getBytes(StandardCharsets.UTF_8));
      return;
    }
    boolean right =
        basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && "authorization_code".equals(asked.get("grant_type"))
            && grant.redirect().equals(asked.get("redirect_uri"))
            && grant.challenge().equals(challenge(asked.getOrDefault("code_verifier", "")));
    if (!right) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}".getBytes(StandardCharsets.UTF_8));
      return;
    }
    JsonObject said =
        new JsonObject()
            .put("access_token", "x")
            .put("token_type", "Bearer")
            .put("id_token", idToken(grant.nonce()));
    if (tokenStatus / 100 == 3) {
      exchange.getResponseHeaders().set("Location", issuer() + "/token");
    }
    answer(
        exchange, tokenStatus, tokenAnswer.apply(said.encode().getBytes(StandardCharsets.UTF_8)));
  }

  private String idToken(String nonce) {
    JWTClaimsSet claims =
        lie.apply(
                new JWTClaimsSet.Builder()
                    .issuer(issuer())
                    .audience(CLIENT)
                    .subject(subject)
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plus(Duration.ofDays(2))))
                    .claim("nonce", nonce))
            .build();
    if (unsigned) {
      return new PlainJWT(claims).serialize();
    }
    try {
      SignedJWT token = new SignedJWT(header(), claims);
      token.sign(signer());
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private JWSHeader header() {
    JWSAlgorithm algorithm =
        confused
            ? JWSAlgorithm.HS256
            : signing instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
    return new JWSHeader.Builder(algorithm).keyID(signing.getKeyID()).build();
  }

  private JWSSigner signer() throws JOSEException {
    if (confused) {
      // The public key, which anybody has, taken for a shared secret.
      return new MACSigner(signing.toRSAKey().toRSAPublicKey().getEncoded());
    }
    return signing instanceof RSAKey rsa
        ? new RSASSASigner(rsa)
        : new ECDSASigner(signing.toECKey());
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> form(String text) {
    Map<String, String> values = new HashMap<>();
    for (String part : text.split("&", -1)) {
      String[] pair = part.split("=", 2);
      values.put(pair[0], URLDecoder.decode(pair[pair.length - 1], StandardCharsets.UTF_8));
    }
    return values;
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
