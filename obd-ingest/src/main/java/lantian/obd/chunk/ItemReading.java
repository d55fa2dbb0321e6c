package lantian.obd.chunk;

import java.util.EnumMap;
import java.util.Map;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Bytes;
import lantian.obd.packet.Field;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.ObdBlock;
import lantian.obd.packet.ObdField;
import lantian.obd.packet.RemovalField;
import lantian.obd.packet.Signal;
import lantian.obd.packet.TwcField;
import lantian.obd.packet.TwcNoxField;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Duty;
import lantian.obd.rule.state.EngineTime;
import lantian.obd.rule.state.Sight;
import org.jspecify.annotations.Nullable;

/**
 * An item as the rules see it, read from its body where it lies (信息项读取). One object is set to one
 * item after the other.
 */
public final class ItemReading implements Reading {
  private static final int OBD = 0x01;
  private static final int TWC = 0x03;
  private static final int TWC_NOX = 0x05;
  private static final int UNKNOWN_COUNT = 254;
  private static final Map<Signal, Field> TWC_FIELDS = byKey(TwcField.values());
  private static final Map<Signal, Field> TWC_NOX_FIELDS = byKey(TwcNoxField.values());
  private static final Map<Signal, Field> REMOVAL_FIELDS = byKey(RemovalField.values());

  private long second;
  private int type;
  private boolean verified;
  private long sender;
  private byte[] bytes = new byte[0];
  private int offset;

  private final SignalWords words = new SignalWords();
  private final Kept hot = new Kept();
  private final Kept any = new Kept();
  private @Nullable EngineTime engineWas;
  private EngineTime engineNow = EngineTime.NONE;
  private long engineOnRaw;
  private int engineGap;

  private static Map<Signal, Field> byKey(Field[] fields) {
    Map<Signal, Field> out = new EnumMap<>(Signal.class);
    for (Field field : fields) {
      Signal.byKey(field.key()).ifPresent(signal -> out.put(signal, field));
    }
    return out;
  }

  /**
   * Turns to an item.
   *
   * @param second collection time, epoch second
   * @param type information type code
   * @param bytes array that holds its body; only read while the reading stands at this item
   * @param offset where the body begins
   * @param verified true if its sender is proven
   * @param sender see {@link Reading#sender}
   */
  public ItemReading set(
      long second, int type, byte[] bytes, int offset, boolean verified, long sender) {
    this.second = second;
    this.type = type;
    this.bytes = bytes;
    this.offset = offset;
    this.verified = verified;
    engineWas = null;
    hot.duty = null;
    any.duty = null;
    this.sender = sender;
    switch (type) {
      case OpenChunk.STREAM -> words.stream(bytes, offset);
      case TWC -> take(TWC_FIELDS);
      case TWC_NOX -> take(TWC_NOX_FIELDS);
      case ItemType.REMOVAL -> take(REMOVAL_FIELDS);
      default -> words.none();
    }
    return this;
  }

  private void take(Map<Signal, Field> fields) {
    words.none();
    fields.forEach((signal, field) -> words.take(signal, field, bytes, offset));
  }

  @Override
  public long second() {
    return second;
  }

  @Override
  public int type() {
    return type;
  }

  @Override
  public boolean verified() {
    return verified;
  }

  @Override
  public long sender() {
    return sender;
  }

  @Override
  public long raw(Signal signal) {
    return words.raw(signal);
  }

  @Override
  public boolean usable(Signal signal) {
    return words.usable(signal);
  }

  @Override
  public boolean saturated(Signal signal) {
    return words.saturated(signal);
  }

  @Override
  public double value(Signal signal) {
    if (!usable(signal)) {
      throw new IllegalStateException(signal + " is no measurement here");
    }
    return signal.word().value(raw(signal));
  }

  @Override
  public int mil() {
    return type == OBD ? (int) ObdField.MIL.raw(bytes, offset) : -1;
  }

  @Override
  public int dtcCount() {
    int count = type == OBD ? (int) ObdField.DTC_COUNT.raw(bytes, offset) : UNKNOWN_COUNT;
    return count < UNKNOWN_COUNT ? count : -1;
  }

  @Override
  public long clock() {
    return type == ItemType.CLOCK
        ? Bytes.u32(bytes, offset) << 32 | Bytes.u32(bytes, offset + 4)
        : 0;
  }

  @Override
  public @Nullable ObdBlock block() {
    return type == ObdBlock.TYPE ? new ObdBlock(bytes, offset) : null;
  }

  @Override
  public EngineTime engine(EngineTime was, long onRaw, int gap) {
    EngineTime known = engineWas;
    if (known == null
        || onRaw != engineOnRaw
        || gap != engineGap
        || known.start() != was.start()
        || known.lastOn() != was.lastOn()) {
      engineNow = was.after(this, onRaw, gap);
      engineWas = was;
      engineOnRaw = onRaw;
      engineGap = gap;
    }
    return engineNow;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // most rules of a set share their duty and ask the same
  public @Nullable Sight refusal(Duty duty, EngineTime engine, VehicleFacts facts) {
    Kept kept = duty.heat() == null ? any : hot;
    if (kept.duty != duty || kept.engine != engine || kept.facts != facts) {
      kept.refusal = duty.refuses(this, engine, facts);
      kept.duty = duty;
      kept.engine = engine;
      kept.facts = facts;
    }
    return kept.refusal;
  }

  /** The last answer about a duty. */
  private static final class Kept {
    private @Nullable Duty duty;
    private EngineTime engine = EngineTime.NONE;
    private VehicleFacts facts = VehicleFacts.UNKNOWN;
    private @Nullable Sight refusal;
  }
}
