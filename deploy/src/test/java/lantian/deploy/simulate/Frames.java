package lantian.deploy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lantian.deploy.simulate.wire.TerminalWriter;

/** The frames a terminal would send, without a link. */
public final class Frames {
  private Frames() {}

  /** All that a truck sends of its past, its last packet cut off by the logout. */
  public static List<byte[]> past(FiledTruck filed, Source source, long from, long start) {
    TerminalWriter writer =
        new TerminalWriter(filed.vin(), filed.iccid(), filed.profile(), filed.chip());
    Coverage covered = new Coverage(0, new SplittableRandom(0));
    Terminal terminal = new Terminal(writer, filed.profile(), source, covered, 10);
    List<byte[]> frames = new ArrayList<>();
    for (long second = from; second < start; second++) {
      add(terminal.past(second, start), frames);
    }
    add(terminal.stop(start), frames);
    return frames;
  }

  private static void add(List<Step> steps, List<byte[]> frames) {
    for (Step step : steps) {
      switch (step) {
        case Step.Connect(byte[] login) -> frames.add(login);
        case Step.Send(byte[] frame) -> frames.add(frame);
        case Step.Disconnect(), Step.Leave() -> {}
      }
    }
  }
}
