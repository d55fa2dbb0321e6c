package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lantian.desk.DeskSettings;
import lantian.desk.access.MachineKeys;
import lantian.desk.access.NewKey;
import lantian.desk.access.Role;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.organisation.Organisations;

/** Machine keys, kept by the security administrator (机器密钥管理). */
final class KeyOperations {
  private final MachineKeys keys;
  private final Organisations organisations;
  private final Listing listing;
  private final DeskSettings.Limits limits;

  KeyOperations(
      MachineKeys keys, Organisations organisations, Listing listing, DeskSettings.Limits limits) {
    this.keys = keys;
    this.organisations = organisations;
    this.listing = listing;
    this.limits = limits;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listMachineKeys", this::list);
    operations.put("createMachineKey", this::create);
    operations.put("rotateMachineKey", this::rotate);
    operations.put("revokeMachineKey", this::revoke);
  }

  private Answer list(Call call) {
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    List<MachineKeys.MachineKey> found = keys.list(listing.cursor(call), limit);
    JsonArray rows = new JsonArray();
    found.forEach(key -> rows.add(json(key)));
    String next = found.size() < limit ? null : listing.seal(call, found.getLast().id());
    return Answer.of(new JsonObject().put("rows", rows).put("next", next));
  }

  private Answer create(Call call) {
    JsonObject wanted = call.json();
    Role role = Role.valueOf(wanted.getString("role"));
    call.because(role.name());
    OrganisationOperations.refuseUnknown(organisations, wanted.getString("organisation"));
    call.begins();
    MachineKeys.Created created =
        keys.create(
            new NewKey(
                wanted.getString("label"),
                role,
                wanted.getString("organisation"),
                wanted.getString("county"),
                Duration.ofDays(wanted.getInteger("days")),
                MachineKeys.Kind.valueOf(wanted.getString("kind", "BEARER"))),
            call.attempt().random());
    call.about(created.key().id());
    return created(created);
  }

  private Answer rotate(Call call) {
    String id = call.inputs().needed("keyId");
    call.about(id);
    call.begins();
    MachineKeys.Created next =
        keys.rotate(
            id,
            Duration.ofDays(call.json().getInteger("days")),
            Duration.ofDays(call.json().getInteger("overlapDays")),
            call.attempt().random());
    call.because(next.key().id());
    return created(next);
  }

  private static Answer created(MachineKeys.Created created) {
    boolean bearer = created.key().kind() == MachineKeys.Kind.BEARER;
    return Answer.created(
        new JsonObject()
            .put("key", json(created.key()))
            .put("token", bearer ? created.token() : null)
            .put("secret", bearer ? null : created.secret()));
  }

  private Answer revoke(Call call) {
    String id = call.inputs().needed("keyId");
    call.about(id);
    call.begins();
    if (!keys.revoke(id)) {
      throw new Refusal(Fault.NOT_FOUND);
    }
    return new Answer.Nothing(null);
  }

  private static JsonObject json(MachineKeys.MachineKey key) {
    return new JsonObject()
        .put("id", key.id())
        .put("client", key.client())
        .put("kind", key.kind().name())
        .put("label", key.label())
        .put("role", key.role().name())
        .put("organisation", key.organisation())
        .put("county", key.county())
        .put("created", Moments.text(key.created()))
        .put("expires", Moments.text(key.expires()))
        .put("revoked", Moments.textOrNull(key.revoked()))
        .put("used", Moments.textOrNull(key.used()));
  }
}
