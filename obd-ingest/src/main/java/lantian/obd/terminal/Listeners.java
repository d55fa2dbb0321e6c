package lantian.obd.terminal;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import lantian.obd.filing.FilingCache;
import lantian.obd.log.LogWriter;

/**
 * The ports that terminals and platforms connect to (接入监听).
 *
 * <p>Frames go to the log, answers come back when they are stored. While the log can't take frames
 * nobody new is let in, and those connected are not read.
 */
public final class Listeners implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final int LEAST_READ = 512;
  private static final int USUAL_READ = 2_048;
  private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(16 << 10, 64 << 10);

  /** How long a peer may take to close its side after the last answer. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final long READY_MILLIS = 250;

  private final Loop.Shared shared;
  private final EventLoopGroup acceptors = Transport.loops("obd-accept", 1);
  private final EventLoopGroup workers;
  private final Map<EventLoop, Loop> loops = new LinkedHashMap<>();
  private final List<Channel> servers = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();
  private boolean closed;

  private Listeners(Loop.Shared shared) {
    this.shared = shared;
    this.workers = Transport.loops("obd-terminal", shared.settings().eventLoops());
    workers.forEach(worker -> {
      EventLoop executor = (EventLoop) worker;
      loops.put(executor, new Loop(executor, loops.size(), shared));
    });
  }

  /**
   * Binds every listener and lets senders in.
   *
   * @param firstSampleAtHead which sample of a packet its one time belongs to, as the projector
   *     takes it
   * @param clock the time that is logged and sent to terminals
   * @param nanos a clock that only runs forward, {@link System#nanoTime}
   * @throws IllegalStateException if a port can't be bound or a TLS file not be read; nothing stays
   *     open then
   */
  public static Listeners start(
      TerminalSettings settings,
      boolean firstSampleAtHead,
      LogWriter log,
      FilingCache filings,
      MeterRegistry registry,
      InstantSource clock,
      LongSupplier nanos) {
    Sessions sessions = new Sessions();
    Loop.Shared shared =
        new Loop.Shared(
            settings,
            firstSampleAtHead,
            log,
            filings,
            new Proofs(),
            sessions,
            new Sources(settings.limits(), nanos),
            new AtomicLong(),
            new TerminalMeters(registry, sessions),
            clock,
            nanos);
    Listeners listeners = new Listeners(shared);
    try {
      listeners.open();
    } catch (RuntimeException e) {
      listeners.close();
      throw e;
    }
    return listeners;
  }

  /** Bound addresses, in the order of the settings. */
  public List<InetSocketAddress> addresses() {
    return servers.stream().map(s -> (InetSocketAddress) s.localAddress()).toList();
  }

  /** Who sends under which VIN. */
  public Sessions sessions() {
    return shared.sessions();
  }

  /** Connections open now. */
  public int connections() {
    return shared.sources().total();
  }

  /** As {@link #drain(Duration)} within the limit of the settings. */
  public boolean drain() throws InterruptedException {
    return drain(shared.settings().deadlines().drain());
  }

  /**
   * Stops in good order: lets nobody in, reads no more, stores and answers what was received, then
   * closes every connection.
   *
   * @param limit for all of it
   * @return true if everything received was stored and answered in time; what was not was never
   *     acknowledged
   */
  public boolean drain(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    servers.forEach(server -> server.close().awaitUninterruptibly());
    onEveryLink(Link::drain, deadline);
    boolean stored = shared.log().drain(left(deadline));
    onEveryLink(Link::depart, deadline);
    long linger = Math.min(deadline, System.nanoTime() + LINGER.toNanos());
    while (shared.sources().total() > 0 && System.nanoTime() < linger) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    close();
    return stored;
  }

  /** Closes everything at once; a second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      servers.forEach(server -> server.close().awaitUninterruptibly());
      // One after the other: what was just let in still needs a worker.
      acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
      workers.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
      shared.proofs().close();
    }
  }

  private void open() {
    List<ListenerSettings> settings = shared.settings().listeners();
    for (int number = 0; number < settings.size(); number++) {
      servers.add(bind(number, settings.get(number)));
    }
    loops.values().forEach(Loop::start);
    var _ =
        acceptors
            .next()
            .scheduleWithFixedDelay(
                this::watchLog, READY_MILLIS, READY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Channel bind(int number, ListenerSettings settings) {
    LimitSettings limits = shared.settings().limits();
    Door door = new Door(number, settings, shared.meters().door(number));
    Gate gate =
        new Gate(shared.sources(), shared.meters(), limits.acceptsPerSecond(), shared.nanos());
    int least = Math.min(LEAST_READ, limits.readBytes());
    int usual = Math.min(USUAL_READ, limits.readBytes());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptors, workers)
            .channel(Transport.server())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .handler(gate)
            .childHandler(new Entrance(door, loops, Entrance.tls(settings.tls())))
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(least, usual, limits.readBytes()));
    var bound = bootstrap.bind(settings.host(), settings.port()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          "port "
              + settings.port()
              + " on "
              + settings.host()
              + " can't be bound: "
              + bound.cause().getMessage(),
          bound.cause());
    }
    gates.add(gate);
    return bound.channel();
  }

  private void watchLog() {
    boolean ready = shared.log().ready();
    gates.forEach(gate -> gate.ready(ready));
  }

  private void onEveryLink(Consumer<Link> act, long deadline) {
    for (Loop loop : loops.values()) {
      loop.executor()
          .submit(() -> loop.links().forEach(act))
          .awaitUninterruptibly(Math.max(1, left(deadline).toMillis()));
    }
  }

  private static Duration left(long deadlineNanos) {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }
}
