package lantian.deploy.server;

import java.security.SecureRandom;
import java.time.InstantSource;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.RegisterReadings;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.packet.KeyRing;
import lantian.obd.read.ObdRead;
import lantian.obd.rule.RuleSets;
import lantian.obd.store.Perusal;
import lantian.obd.store.Rehearing;
import lantian.obd.store.Store;

/** The read side for a process that does not project (只读装配): chunks, and the log behind them. */
public final class Readings {
  private final Visit visit;
  private final InstantSource clock;
  private final DeskRegister register;
  private final KeyRing keys;

  /** What may be asked beside a server. */
  public Readings(Settings settings, Visit visit, InstantSource clock) {
    this.visit = visit;
    this.clock = clock;
    this.register = new DeskRegister(visit.client(), visit.durable(), clock, new SecureRandom());
    this.keys = keys(settings);
  }

  /** The keys that are set. */
  static KeyRing keys(Settings settings) {
    return new KeyRing(
        settings.keys(),
        settings.ciphers(),
        settings.obd().terminal().platformCommands(),
        System::nanoTime);
  }

  /** What is filed of vehicles. */
  public RegisterReadings register() {
    return register.readings();
  }

  /** What is stored. */
  public ObdRead read() {
    return new ObdRead(visit.durable(), register, OpenChunks.NONE, keys, clock);
  }

  /** Reading what is stored of vehicles, without judging it. */
  public Perusal perusal() {
    return new Perusal(new Store(visit.durable()), register, keys);
  }

  /** Judging what is stored once more, under these rules. */
  public Rehearing rehearing(RuleSets rules) {
    return new Rehearing(new Store(visit.durable()), register, keys, rules);
  }
}
