package lantian.obd.rule;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import org.jspecify.annotations.Nullable;

/**
 * A rule under another id (规则变体), so that it can stand beside itself with other limits.
 *
 * @param id its id here
 * @param rule what it does
 */
record Variant<M, L>(String id, Rule<M, L> rule) implements Rule<M, L> {
  @Override
  public Portrait portrait() {
    return rule.portrait();
  }

  @Override
  public String unit() {
    return rule.unit();
  }

  @Override
  public M initial() {
    return rule.initial();
  }

  @Override
  public M step(M was, Reading item, L limits, VehicleFacts facts, Findings out) {
    return rule.step(was, item, limits, facts, out);
  }

  @Override
  public @Nullable Episode open(M memory) {
    return rule.open(memory);
  }

  @Override
  public List<Cause> causes() {
    return rule.causes();
  }

  @Override
  public L limits(LimitsBlock block) {
    return rule.limits(block);
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    return rule.wording(episode, closed);
  }

  @Override
  public int version() {
    return rule.version();
  }

  @Override
  public void write(M memory, ByteBuffer out) {
    rule.write(memory, out);
  }

  @Override
  public M read(ByteBuffer in) {
    return rule.read(in);
  }
}
