package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import lantian.desk.cases.DataField;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.register.PlateEntry;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/** What a reviewer fills in to correct a plate (号牌更正表单). */
final class PlateForm {
  private static final List<String> PLATE = List.of("plate", "plateColour", "plateClass");

  private PlateForm() {}

  /**
   * The plate that was seen; null if the correction that stands is to be taken back.
   *
   * @param known plates that may not stand in the reason either, which more roles see
   * @throws Refusal that names all that is wrong
   */
  static @Nullable Plate read(JsonObject form, List<Plate> known) {
    List<FieldError> errors = new ArrayList<>();
    String number = form.getString("plate");
    Plate plate = null;
    if (Boolean.TRUE.equals(form.getBoolean("original"))) {
      PLATE.stream().filter(form::containsKey).forEach(field -> errors.add(unasked(field)));
    } else if (number == null || form.getString("plateColour") == null) {
      PLATE.stream()
          .limit(2)
          .filter(field -> form.getString(field) == null)
          .forEach(field -> errors.add(missing(field)));
    } else {
      Plate.Colour colour = Plate.Colour.valueOf(form.getString("plateColour"));
      errors.addAll(PlateEntry.faults(number, colour, form.getString("plateClass")));
      plate = number.isBlank() ? null : new Plate(number, colour);
    }
    reason(form.getString("reason"), Stream.concat(known.stream(), Stream.ofNullable(plate)))
        .ifPresent(errors::add);
    if (!errors.isEmpty()) {
      throw new Refusal(Fault.INVALID, errors);
    }
    return plate;
  }

  private static Optional<FieldError> reason(String reason, Stream<Plate> plates) {
    if (!DataField.plain(reason)) {
      return Optional.of(
          FieldError.of(
              "reason",
              "DATA",
              "请写明更正理由，不超过500字，不含换行等控制字符",
              "say why, in at most 500 characters and on one line"));
    }
    String bare = reason.replaceAll("[\\s·.-]", "").toUpperCase(Locale.ROOT);
    return plates.anyMatch(plate -> bare.contains(plate.number()))
        ? Optional.of(
            FieldError.of(
                "reason",
                "PERSONAL",
                "理由对无权查看号牌的人也可见，请勿写号牌，改写哪几位、依据什么",
                "the reason is shown to those who may not see plates: leave the plate out, say"
                    + " which places were wrong and what shows it"))
        : Optional.empty();
  }

  private static FieldError missing(String field) {
    return FieldError.of(
        field,
        "MISSING",
        "请填写号牌号码和颜色；撤回更正请传 original: true",
        "give plate and colour, or original: true to take the correction back");
  }

  private static FieldError unasked(String field) {
    return FieldError.of(
        field,
        "UNASKED",
        "撤回更正（original）时不填此项，请去掉",
        "leave it out where the correction is taken back (original)");
  }
}
