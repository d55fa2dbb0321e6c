package lantian.obd.frame;

import java.util.ArrayList;
import java.util.List;

/** What was skipped at the end of a stream, told only if an accepted frame follows. */
final class Ending {
  private final List<Refusal> refusals = new ArrayList<>();
  private int junk;

  void skip(int verdict) {
    junk++;
    if (verdict == Candidate.WAITS) {
      refusals.add(Refusal.PARTIAL);
    } else if (verdict != Candidate.NOTHING) {
      refusals.add(Candidate.reason(verdict));
    }
  }

  void tell(FrameSink sink) {
    if (junk > 0) {
      sink.junk(junk);
    }
    refusals.forEach(sink::refused);
    refusals.clear();
    junk = 0;
  }
}
