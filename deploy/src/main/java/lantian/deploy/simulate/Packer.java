package lantian.deploy.simulate;

import java.util.ArrayList;
import java.util.List;
import lantian.deploy.simulate.wire.Sample;

/**
 * Gathers items into packets (组包): ten stream items each; a hole in the seconds begins a new
 * packet. Where items carry no time of their own, an OBD block travels alone.
 */
public final class Packer {
  private static final int FULL = 10;

  private final boolean ownTimes;
  private List<Sample> open = new ArrayList<>();
  private int streams;

  /** {@code ownTimes}: each item carries its collection time. */
  public Packer(boolean ownTimes) {
    this.ownTimes = ownTimes;
  }

  /** Adds a second's items; returns the packets that became full. */
  public List<List<Sample>> add(List<Sample> samples) {
    List<List<Sample>> done = new ArrayList<>(1);
    for (Sample sample : samples) {
      if (sample.type() != Sample.STREAM && !ownTimes) {
        done.add(List.of(sample));
        continue;
      }
      if (!open.isEmpty() && sample.second() > open.getLast().second() + 1) {
        done.addAll(flush());
      }
      open.add(sample);
      streams += sample.type() == Sample.STREAM ? 1 : 0;
      if (streams == FULL) {
        done.addAll(flush());
      }
    }
    return done;
  }

  /** The packet begun, if there is one. */
  public List<List<Sample>> flush() {
    if (open.isEmpty()) {
      return List.of();
    }
    List<Sample> packet = open;
    open = new ArrayList<>(FULL + 1);
    streams = 0;
    return List.of(packet);
  }
}
