package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import lantian.desk.register.CodeTables;
import lantian.desk.register.Span;
import lantian.desk.register.TerminalValues;
import lantian.desk.register.VehicleValues;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/** Register entries as answers show them. */
final class EntryViews {
  private EntryViews() {}

  static JsonObject vehicle(Span<VehicleValues> span, boolean unmasked) {
    VehicleValues values = span.values();
    VehicleFacts facts = values.facts();
    LocalDate inspected = facts.inspectedUntil();
    Plate plate = values.plate();
    return new JsonObject()
        .put("validFrom", Moments.text(span.from()))
        .put("validTo", Moments.textOrNull(span.to()))
        .put("superseded", span.superseded())
        .put("plate", Subjects.plate(plate, unmasked))
        .put("plateColour", plate == null ? null : plate.colour().zh())
        .put("county", values.county())
        .put("stage", facts.stage())
        .put("fuel", facts.fuel())
        .put("use", values.use())
        .put(
            "words",
            new JsonObject()
                .put("stage", words("stage", facts.stage()))
                .put("fuel", words("fuel", facts.fuel()))
                .put("use", words("use", values.use())))
        .put("referenceTorqueNm", facts.referenceTorqueNm())
        .put("ratedPowerKw", facts.ratedPowerKw())
        .put("grossMassKg", facts.grossMassKg())
        .put("whtcWorkKwh", facts.whtcWorkKwh())
        .put("reagentTankLitres", facts.reagentTankLitres())
        .put("vehicleModel", facts.vehicleModel())
        .put("inspectedUntil", inspected == null ? null : inspected.toString());
  }

  private static @Nullable JsonObject words(String field, @Nullable String id) {
    CodeTables.Meaning meaning = CodeTables.BUILT_IN.meaning(field, id);
    return meaning == null
        ? null
        : new JsonObject().put("zh", meaning.zh()).put("en", meaning.en());
  }

  /** As an export has it: the word, or as it was filed before there were words; null for none. */
  static @Nullable String word(ExportOrder order, String field, @Nullable String id) {
    CodeTables.Meaning meaning = CodeTables.BUILT_IN.meaning(field, id);
    return meaning == null ? id : order.word(meaning.zh(), meaning.en());
  }

  static JsonObject terminal(Span<TerminalValues> span, boolean unmasked) {
    TerminalValues values = span.values();
    return new JsonObject()
        .put("id", span.id())
        .put("validFrom", Moments.text(span.from()))
        .put("validTo", Moments.textOrNull(span.to()))
        .put("superseded", span.superseded())
        .put("iccid", tail(values.iccid(), unmasked))
        .put("chipId", tail(values.chipId(), unmasked))
        .put("publicKey", tail(values.publicKey(), unmasked))
        .put("profile", values.profile() == null ? null : values.profile().name())
        .put("maker", values.maker())
        .put("model", values.model())
        .put("firmware", values.firmware())
        .put("origin", values.origin().name())
        .put("originZh", values.origin().zh());
  }

  /** What names one terminal names one vehicle: while masked only the last four characters. */
  static @Nullable String tail(@Nullable String id, boolean unmasked) {
    if (id == null || unmasked || id.length() < 4) {
      return id;
    }
    return "*".repeat(id.length() - 4) + id.substring(id.length() - 4);
  }
}
