package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import lantian.desk.access.Access;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.organisation.Organisation;
import lantian.desk.organisation.Organisations;
import org.jspecify.annotations.Nullable;

/** The register of organisations, kept by the system administrator (机构管理). */
final class OrganisationOperations {
  private final Organisations organisations;
  private final Access access;

  OrganisationOperations(Organisations organisations, Access access) {
    this.organisations = organisations;
    this.access = access;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listOrganisations", call -> list());
    operations.put("createOrganisation", this::create);
    operations.put("changeOrganisation", this::change);
  }

  /** Refuses what belongs to an organisation that is not registered, or closed; null to none. */
  static void refuseUnknown(Organisations organisations, @Nullable String name) {
    if (name != null && !organisations.open(name)) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "organisation",
                  "UNKNOWN",
                  "机构未登记或已停用，请系统管理员先在“机构”页登记",
                  "this organisation is not registered or closed; have the system administrator"
                      + " register it under Organisations first")));
    }
  }

  private Answer list() {
    JsonArray rows = new JsonArray();
    organisations.list().forEach(one -> rows.add(json(one)));
    return Answer.of(new JsonObject().put("rows", rows));
  }

  private Answer create(Call call) {
    JsonObject wanted = call.json();
    String name = wanted.getString("name").strip();
    call.about(name);
    call.begins();
    Organisation created =
        organisations
            .create(
                name,
                Organisation.Kind.valueOf(wanted.getString("kind")),
                wanted.getString("county"),
                call.caller().name(),
                call.attempt().mark(),
                call.attempt().random())
            .orElseThrow(OrganisationOperations::taken);
    return Answer.created(json(created));
  }

  private static Refusal taken() {
    return new Refusal(
        Fault.CONFLICT,
        List.of(FieldError.of("name", "NAME_TAKEN", "此名称已登记", "this name is registered already")));
  }

  private Answer change(Call call) {
    Organisation read =
        organisations
            .find(call.inputs().needed("organisationId"))
            .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    call.about(read.name());
    JsonObject wanted = call.json();
    Organisation.State state = Organisation.State.valueOf(wanted.getString("state"));
    call.because(state.name());
    long version = Long.parseLong(call.inputs().needed("If-Match").replace("\"", ""));
    if (read.version() != version) {
      throw new Refusal(Fault.CHANGED_SINCE);
    }
    if (state == Organisation.State.CLOSED) {
      refuseWhileInUse(read.name());
    }
    call.begins();
    Organisation changed =
        organisations
            .change(
                read,
                Organisation.Kind.valueOf(wanted.getString("kind")),
                wanted.getString("county"),
                state)
            .orElseThrow(() -> new Refusal(Fault.CHANGED_SINCE));
    return Answer.of(json(changed)).with("ETag", "\"" + changed.version() + "\"");
  }

  /** To shut people out is the security administrator's act, not this one's. */
  private void refuseWhileInUse(String name) {
    long accounts = access.accounts().enabled(name);
    long keys = access.keys().valid(name);
    if (accounts + keys > 0) {
      throw new Refusal(
          Fault.CONFLICT,
          List.of(
              FieldError.of(
                  "state",
                  "IN_USE",
                  "尚有%d个启用的用户、%d个有效的密钥，请安全管理员先停用".formatted(accounts, keys),
                  "%d users and %d keys of it are in use; have the security administrator end them first"
                      .formatted(accounts, keys))));
    }
  }

  private static JsonObject json(Organisation one) {
    return new JsonObject()
        .put("id", one.id())
        .put("name", one.name())
        .put("kind", one.kind().name())
        .put("kindZh", one.kind().zh())
        .put("county", one.county())
        .put("state", one.state().name())
        .put("version", one.version())
        .put("created", Moments.text(one.created()))
        .put("by", one.by());
  }
}
