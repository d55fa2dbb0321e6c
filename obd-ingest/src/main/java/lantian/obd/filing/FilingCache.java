package lantian.obd.filing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers of the register, kept for a bounded age (备案缓存).
 *
 * <p>Asking never fails: if the register can't be reached, the answer is {@link Filings#UNKNOWN},
 * which is not kept. Questions that come while the register is being asked wait and go together, so
 * that thousands of logins at once make few calls. No more wait than may be kept; the rest is
 * unknown at once.
 */
public final class FilingCache {
  private static final Logger LOG = LoggerFactory.getLogger(FilingCache.class);

  private final Register register;
  private final FilingSettings settings;
  private final Executor executor;
  private final LongSupplier nanos;

  private final Map<Vin, Kept> kept = new LinkedHashMap<>();
  private final Map<Vin, CompletableFuture<Filings>> asked = new LinkedHashMap<>();
  private boolean asking;

  private record Kept(Filings answer, long nanos) {}

  /**
   * A cache in front of a register.
   *
   * @param executor runs the calls, which block
   * @param nanos a clock that only runs forward, {@link System#nanoTime}
   */
  public FilingCache(
      Register register, FilingSettings settings, Executor executor, LongSupplier nanos) {
    this.register = register;
    this.settings = settings;
    this.executor = executor;
    this.nanos = nanos;
  }

  /** Asks without blocking; completes at once if a fresh answer is kept, else on the executor. */
  public CompletableFuture<Filings> ask(Vin vin) {
    CompletableFuture<Filings> answer;
    boolean start;
    synchronized (this) {
      Filings fresh = fresh(vin);
      if (fresh != null) {
        return CompletableFuture.completedFuture(fresh);
      }
      CompletableFuture<Filings> joined = asked.get(vin);
      if (joined != null) {
        return joined;
      }
      if (asked.size() >= settings.capacity()) {
        return CompletableFuture.completedFuture(Filings.UNKNOWN);
      }
      answer = new CompletableFuture<>();
      asked.put(vin, answer);
      start = !asking;
      asking = true;
    }
    if (start) {
      executor.execute(this::work);
    }
    return answer;
  }

  /** After how long what was concluded from an answer should be concluded again. */
  public Duration recheck() {
    return settings.recheck();
  }

  /** As {@link #lookup(Collection)} for one vehicle. */
  public Filings lookup(Vin vin) {
    return lookup(List.of(vin)).getOrDefault(vin, Filings.UNKNOWN);
  }

  /** Asks for several vehicles at once and blocks for those without a fresh answer. */
  public Map<Vin, Filings> lookup(Collection<Vin> vins) {
    Map<Vin, Filings> answers = new HashMap<>();
    List<Vin> missing = new ArrayList<>();
    synchronized (this) {
      for (Vin vin : vins) {
        Filings fresh = fresh(vin);
        if (fresh != null) {
          answers.put(vin, fresh);
        } else {
          missing.add(vin);
        }
      }
    }
    for (int i = 0; i < missing.size(); i += settings.batch()) {
      answers.putAll(call(missing.subList(i, Math.min(missing.size(), i + settings.batch()))));
    }
    return answers;
  }

  /** Forgets what was kept of these vehicles, after a change of the register. */
  public synchronized void forget(Collection<Vin> vins) {
    vins.forEach(kept::remove);
  }

  private void work() {
    while (true) {
      Map<Vin, CompletableFuture<Filings>> batch = takeAsked();
      if (batch.isEmpty()) {
        return;
      }
      Map<Vin, Filings> answers = call(batch.keySet());
      batch.forEach((vin, answer) -> answer.complete(answers.getOrDefault(vin, Filings.UNKNOWN)));
    }
  }

  private synchronized Map<Vin, CompletableFuture<Filings>> takeAsked() {
    Map<Vin, CompletableFuture<Filings>> batch = new LinkedHashMap<>();
    var questions = asked.entrySet().iterator();
    while (questions.hasNext() && batch.size() < settings.batch()) {
      var question = questions.next();
      batch.put(question.getKey(), question.getValue());
      questions.remove();
    }
    asking = !batch.isEmpty();
    return batch;
  }

  private Map<Vin, Filings> call(Collection<Vin> vins) {
    long before = nanos.getAsLong();
    Map<Vin, List<Filing>> found;
    try {
      found = register.filings(vins);
    } catch (RuntimeException e) {
      LOG.warn("the register did not answer: {}", e.toString());
      return Map.of();
    }
    Map<Vin, Filings> answers = new HashMap<>();
    for (Vin vin : vins) {
      List<Filing> entries = found.get(vin);
      answers.put(vin, entries == null ? Filings.NONE : new Filings(true, entries));
    }
    keep(answers, before);
    return answers;
  }

  private synchronized void keep(Map<Vin, Filings> answers, long asOf) {
    answers.forEach((vin, answer) -> {
      kept.remove(vin);
      kept.put(vin, new Kept(answer, asOf));
    });
    var oldest = kept.keySet().iterator();
    while (kept.size() > settings.capacity()) {
      oldest.next();
      oldest.remove();
    }
  }

  private @Nullable Filings fresh(Vin vin) {
    Kept answer = kept.get(vin);
    boolean young =
        answer != null && nanos.getAsLong() - answer.nanos < settings.maxAge().toNanos();
    return young && answer != null ? answer.answer : null;
  }
}
