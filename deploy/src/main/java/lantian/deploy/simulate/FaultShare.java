package lantian.deploy.simulate;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lantian.deploy.simulate.truck.Fault;

/**
 * How many trucks of a simulated fleet carry which fault, as typed: {@code KIND=COUNT[@MAGNITUDE]
 * [+AFTER]}, for example {@code scr-disabled=3@0.8+PT30M}.
 *
 * @param kind what is wrong
 * @param count how many trucks
 * @param magnitude how much is wrong, above 0 and up to 1
 * @param after how long after the beginning of their data
 */
public record FaultShare(Fault.Kind kind, int count, double magnitude, Duration after) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z_-]+)=(\\d{1,6})(?:@([0-9.]+))?(?:\\+(P\\S+))?");

  /** Reads one; throws {@link IllegalArgumentException} with a line a person understands. */
  public static FaultShare of(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not KIND=COUNT[@MAGNITUDE][+AFTER], for example scr-disabled=3");
    }
    try {
      String magnitude = form.group(3);
      String after = form.group(4);
      return new FaultShare(
          Fault.Kind.of(form.group(1)),
          Integer.parseInt(form.group(2)),
          magnitude == null ? 1 : Double.parseDouble(magnitude),
          after == null ? Duration.ZERO : Duration.parse(after));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "': kinds are "
              + Fault.Kind.listed()
              + "; a magnitude is above 0 and up to 1; a duration looks like PT30M",
          e);
    }
  }

  /** Checks the kind and the magnitude. */
  public FaultShare {
    if (kind.ofTerminals()) {
      throw new IllegalArgumentException("only a labelled world has " + kind.typed());
    }
    if (!(magnitude > 0 && magnitude <= 1)) {
      throw new IllegalArgumentException("a magnitude is above 0 and up to 1");
    }
  }

  /** The fault of a truck whose data begins at this second. */
  Fault from(long second) {
    return new Fault(kind, second + after.toSeconds(), magnitude);
  }
}
