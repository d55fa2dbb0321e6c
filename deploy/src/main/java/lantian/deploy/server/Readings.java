package lantian.deploy.server;

import java.security.SecureRandom;
import java.time.InstantSource;
import lantian.desk.register.DeskRegister;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.packet.KeyRing;
import lantian.obd.read.ObdRead;

/** The read side for a process that does not project (只读装配): chunks, and the log behind them. */
public final class Readings {
  private Readings() {}

  /** What may be asked beside a server. */
  public static ObdRead of(
      Settings settings, Visit visit, InstantSource clock, SecureRandom random) {
    DeskRegister register = new DeskRegister(visit.client(), visit.durable(), clock, random);
    OpenChunks tail = OpenChunks.NONE;
    KeyRing keys =
        new KeyRing(
            settings.keys(),
            settings.ciphers(),
            settings.obd().terminal().platformCommands(),
            System::nanoTime);
    return new ObdRead(visit.durable(), register, tail, keys, clock);
  }
}
