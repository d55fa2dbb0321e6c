package lantian.deploy.demo;

import java.util.List;
import lantian.deploy.simulate.Source;
import lantian.deploy.simulate.wire.Sample;

/** A recording as a source: sent once, its times moved by a constant number of seconds. */
final class RecordedSource implements Source {
  private final Recording recording;
  private final long first;

  /** The recording, its first second moved to {@code first}. */
  RecordedSource(Recording recording, long first) {
    this.recording = recording;
    this.first = first;
  }

  @Override
  public List<Sample> at(long second) {
    long index = second - first;
    if (index < 0 || index >= recording.bodies().size()) {
      return List.of();
    }
    return List.of(new Sample(second, Sample.STREAM, recording.bodies().get((int) index)));
  }
}
