package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens at one moment and is told once it happened often enough (反复事件). See {@link
 * Recurring} for the counting.
 *
 * @param <M> what it remembers between items, a small immutable record
 * @param <L> its own limits
 */
public interface Incident<M, L> {
  /** Stable id, for example {@code OBD-POSITION-JUMP}. */
  String id();

  /** What a person reads about the rule. */
  Rule.Portrait portrait();

  /** Why an item may not be assessable. */
  List<Cause> causes();

  /** Reads its own limits. */
  L limits(LimitsBlock block);

  /** The memory of a vehicle never seen; always the same instance. */
  M initial();

  /** The memory after a stream item; the same instance if nothing changed. */
  M next(M was, Reading item, L limits, Findings out);

  /**
   * What the item completes, given the memory before it; null if nothing. Only asked if {@link
   * #next} changed the memory.
   */
  @Nullable Occurrence occurs(M was, Reading item, L limits);

  /** What was seen, without the time and without a full stop. */
  Wording phrase(Episode episode);

  /** Writes the memory, at most 450 bytes. */
  void write(M memory, ByteBuffer out);

  /** Reads what {@link #write} wrote. */
  M read(ByteBuffer in);

  /**
   * An incident of which one is enough, told by how great it is.
   *
   * @param <M> what it remembers
   * @param <L> its own limits
   */
  interface Weighed<M, L> extends Incident<M, L> {
    /** Unit of measured value and limit. */
    String unit();

    /** The limit that the greatest is held against, thousandths. */
    long limit(L limits);
  }
}
