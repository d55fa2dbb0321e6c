package lantian.desk.oidc;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0, section 3).
 *
 * @param authorization where browsers are sent
 * @param token where codes are exchanged
 * @param keys where its public keys are
 * @param secretInHeader true if the client's secret goes into a header, which is the default; else
 *     it goes into the form
 */
record Metadata(URI authorization, URI token, URI keys, boolean secretInHeader) {

  static URI address(URI issuer) {
    String text = issuer.toString();
    String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return URI.create(bare + "/.well-known/openid-configuration");
  }

  static Metadata read(URI issuer, Map<String, Object> json) throws Distrust {
    if (!issuer.toString().equals(json.get("issuer"))) {
      throw new Distrust(Distrust.Reason.ISSUER);
    }
    Object methods = json.get("token_endpoint_auth_methods_supported");
    boolean header = !(methods instanceof List<?> named) || named.contains("client_secret_basic");
    return new Metadata(
        uri(json, "authorization_endpoint"),
        uri(json, "token_endpoint"),
        uri(json, "jwks_uri"),
        header);
  }

  private static URI uri(Map<String, Object> json, String name) throws Distrust {
    if (json.get(name) instanceof String text) {
      try {
        return Wire.checked(URI.create(text));
      } catch (IllegalArgumentException e) {
        throw new Distrust(Distrust.Reason.AWAY);
      }
    }
    throw new Distrust(Distrust.Reason.AWAY);
  }
}
