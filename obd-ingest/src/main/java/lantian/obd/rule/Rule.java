package lantian.obd.rule;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import org.jspecify.annotations.Nullable;

/**
 * A pure step over the items of one vehicle (判定规则): no clock, no store, no log.
 *
 * @param <M> what the rule remembers from item to item, a small immutable record of primitives
 * @param <L> its limits, read from the rule set
 */
public interface Rule<M, L> {
  /** Stable id, for example {@code OBD-NOX-LASTING}. */
  String id();

  /** What a person reads about the rule. */
  Portrait portrait();

  /** Unit of measured value and limit. */
  String unit();

  /** The memory of a vehicle never seen. */
  M initial();

  /**
   * Looks at one item. Items come in the order (second, type), across midnight and across gaps.
   *
   * @return the next memory; the same instance if nothing changed
   */
  M step(M was, Reading item, L limits, VehicleFacts facts, Findings out);

  /** The breach that is told and not closed, as it was told; null if there is none. */
  @Nullable Episode open(M memory);

  /** The causes for which the rule may answer "not assessable". */
  List<Cause> causes();

  /** Reads the limits; every key that is not asked for is refused afterwards. */
  L limits(LimitsBlock block);

  /** One sentence that an owner understands; it follows from the episode alone. */
  Wording wording(Episode episode, boolean closed);

  /** Version of the written form of the memory, 1–127. Another version is read as initial. */
  int version();

  /** Writes the memory, at most 512 bytes. */
  void write(M memory, ByteBuffer out);

  /** Reads what {@link #write} wrote. */
  M read(ByteBuffer in);

  /**
   * What a person reads about a rule; the rule catalogue is made of these.
   *
   * @param name name in both languages
   * @param sees what it looks at
   * @param why why that matters
   * @param blind what it cannot see
   */
  record Portrait(Wording name, Wording sees, Wording why, Wording blind) {}
}
