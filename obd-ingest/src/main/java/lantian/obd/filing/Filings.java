package lantian.obd.filing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the register said about a vehicle (备案查询结果).
 *
 * @param known false if the register could not be asked; then there are no entries
 * @param entries all entries, past and present, oldest first
 */
public record Filings(boolean known, List<Filing> entries) {
  /** The register could not be asked; what came meanwhile counts as unverified. */
  public static final Filings UNKNOWN = new Filings(false, List.of());

  /** The register was asked and has no entry. */
  public static final Filings NONE = new Filings(true, List.of());

  /** Copies the list. */
  public Filings {
    entries = List.copyOf(entries);
  }

  /** The latest entry that holds at a moment, null if none does. */
  public @Nullable Filing at(Instant moment) {
    for (Filing filing : entries.reversed()) {
      if (filing.holdsAt(moment)) {
        return filing;
      }
    }
    return null;
  }
}
