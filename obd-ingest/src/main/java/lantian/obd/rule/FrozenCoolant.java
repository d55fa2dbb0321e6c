package lantian.obd.rule;

import lantian.obd.packet.Signal;

/**
 * The coolant temperature does not move (冷却液温度停滞), {@code OBD-COOLANT-FROZEN}. See spec clauses 10
 * and 11.
 */
final class FrozenCoolant implements Watched {
  @Override
  public String id() {
    return "OBD-COOLANT-FROZEN";
  }

  @Override
  public Signal signal() {
    return Signal.COOLANT_TEMPERATURE;
  }

  @Override
  public Cause lacking() {
    return Cause.COOLANT_UNKNOWN;
  }

  @Override
  public Cause saturated() {
    return Cause.COOLANT_UNKNOWN;
  }

  @Override
  public boolean hot() {
    return false;
  }

  @Override
  public Wording phrase(Episode episode) {
    String at = Phrases.number(episode.detail());
    String minutes = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    return new Wording(
        "负荷变化时冷却液温度停在%s °C附近不动，累计%s分钟（限值%s分钟）".formatted(at, minutes, limit),
        "the coolant temperature stood still near %s °C under changing load for %s minutes (limit %s)"
            .formatted(at, minutes, limit));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("冷却液温度停滞", "Coolant temperature frozen"),
        new Wording(
            "预热后燃料流量有足够变化，而冷却液温度长时间不出允许波动带。",
            "Coolant temperature inside a narrow band for long, warm, while the fuel rate moved far enough."),
        new Wording(
            "恒定的水温说明信号被替代：热管理与排放控制都以它为前提。",
            "A constant one is a stand-in: warm-up and emission control rest on it."),
        new Wording(
            "节温器稳定时水温可能长时间相同，因此限时很长。",
            "A steady thermostat may hold it for long, hence the long time."));
  }
}
