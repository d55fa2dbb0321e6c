package lantian.deploy.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lantian.deploy.console.Failure;
import lantian.deploy.simulate.wire.PlatformWriter;
import lantian.deploy.simulate.wire.TerminalWriter;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;

/** Sends a shape of load at a server, cheaply: few event loops, patched frames (负载发生器). */
final class Generator implements AutoCloseable {
  private static final int OPENING_AT_ONCE = 128;
  private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(60);
  private static final int PLATFORM_LOGIN = 0x05;

  private final Shape shape;
  private final boolean keepsFull;
  private final EventLoopGroup loops;
  private final List<EventLoop> eachLoop = new ArrayList<>();
  private final List<Tally> tallies = new ArrayList<>();
  private final List<List<Line>> lines = new ArrayList<>();

  /**
   * Opens all connections of a shape and logs in; sends no data yet.
   *
   * @param server where to
   * @param shape how many of what
   * @param senders the vehicles, as many as the shape says
   * @param threads event loops
   * @param keepsFull true to keep every window full, false to send by {@link #openLoop}
   */
  Generator(
      InetSocketAddress server, Shape shape, List<Sender> senders, int threads, boolean keepsFull)
      throws InterruptedException {
    this.shape = shape;
    this.keepsFull = keepsFull;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    for (int i = 0; i < threads; i++) {
      eachLoop.add(loops.next());
      tallies.add(new Tally());
      lines.add(new ArrayList<>());
    }
    open(server, senders);
  }

  private void open(InetSocketAddress server, List<Sender> senders) throws InterruptedException {
    Semaphore opening = new Semaphore(OPENING_AT_ONCE);
    CountDownLatch welcome = new CountDownLatch(shape.connections());
    int each = senders.size() / shape.connections();
    Line.Setup setup = new Line.Setup(shape.platform(), window(), keepsFull);
    for (int i = 0; i < shape.connections(); i++) {
      int loop = i % eachLoop.size();
      List<Sender> mine = senders.subList(i * each, (i + 1) * each);
      Runnable loggedIn =
          () -> {
            welcome.countDown();
            opening.release();
          };
      Line line = new Line(setup, List.copyOf(mine), login(mine, i), tallies.get(loop), loggedIn);
      lines.get(loop).add(line);
      if (!opening.tryAcquire(LOGIN_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        break;
      }
      connect(eachLoop.get(loop), server, line);
    }
    if (!welcome.await(LOGIN_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      close();
      throw Failure.failed(
          "%d of %d connections were not answered; is this listener's policy %s?"
              .formatted(welcome.getCount(), shape.connections(), shape.policy()));
    }
  }

  private int window() {
    return keepsFull ? shape.window() : Math.max(shape.window(), 2_048);
  }

  private byte[] login(List<Sender> mine, int number) {
    long second = mine.getFirst().second();
    if (shape.platform()) {
      Vin code = new Vin("BENCHPLATFORM%04d".formatted(number));
      return new PlatformWriter(code, PLATFORM_LOGIN).login(second, 1, "bench", "bench");
    }
    Vin vin = mine.getFirst().vin();
    return new TerminalWriter(vin, mine.getFirst().iccid(), Profile.GB17691, null).login(second);
  }

  private static void connect(EventLoop loop, InetSocketAddress server, Line line) {
    var _ =
        new Bootstrap()
            .group(loop)
            .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(line);
                  }
                })
            .connect(server);
  }

  /** Begins to send on every connection. */
  void resume() throws InterruptedException {
    onEach(loop -> lines.get(loop).forEach(Line::resume));
  }

  /** Stops sending and waits until every packet is answered; false if that takes too long. */
  boolean drain(Duration patience) throws InterruptedException {
    onEach(loop -> lines.get(loop).forEach(Line::pause));
    long end = System.nanoTime() + patience.toNanos();
    while (unanswered() > 0 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    return unanswered() == 0;
  }

  /** Packets without an answer. */
  int unanswered() throws InterruptedException {
    int[] sums = new int[eachLoop.size()];
    onEach(loop -> sums[loop] = lines.get(loop).stream().mapToInt(Line::unanswered).sum());
    return Arrays.stream(sums).sum();
  }

  /** What was counted since the last call. */
  Tally.Counted take() throws InterruptedException {
    Tally.Counted[] each = new Tally.Counted[eachLoop.size()];
    onEach(loop -> each[loop] = tallies.get(loop).take());
    Tally.Counted all = Tally.Counted.none();
    for (Tally.Counted one : each) {
      all = all.plus(one);
    }
    return all;
  }

  /** Sends at a fixed rate from now on, whatever the answers, until the returned task is ended. */
  OpenLoop openLoop(double perSecond) {
    List<OpenLoop.Part> parts = new ArrayList<>();
    for (int i = 0; i < eachLoop.size(); i++) {
      parts.add(new OpenLoop.Part(eachLoop.get(i), lines.get(i), perSecond / eachLoop.size()));
    }
    return OpenLoop.start(parts);
  }

  @Override
  public void close() {
    lines.forEach(list -> list.forEach(Line::close));
    var _ = loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private interface OnLoop {
    void run(int loop);
  }

  private void onEach(OnLoop work) throws InterruptedException {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < eachLoop.size(); i++) {
      int loop = i;
      Callable<Boolean> call =
          () -> {
            work.run(loop);
            return true;
          };
      running.add(eachLoop.get(i).submit(call));
    }
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the generator failed", e);
      }
    }
  }
}
