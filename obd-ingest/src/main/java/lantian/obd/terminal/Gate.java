package lantian.obd.terminal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets connections of one listener in (接入控制): within the limits, at its rate, and only while the
 * log can take frames.
 */
final class Gate extends ChannelInboundHandlerAdapter {
  private final Sources sources;
  private final TerminalMeters meters;
  private final LongSupplier nanos;
  private final Allowance accepts;
  private @Nullable Channel server;
  private boolean tooFast;
  private boolean ready = true;

  Gate(Sources sources, TerminalMeters meters, int acceptsPerSecond, LongSupplier nanos) {
    this.sources = sources;
    this.meters = meters;
    this.nanos = nanos;
    this.accepts = new Allowance(acceptsPerSecond, nanos.getAsLong());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    server = ctx.channel();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Channel child = (Channel) message;
    String address = address(child);
    if (address == null) {
      child.unsafe().closeForcibly();
      return;
    }
    Sources.Place place = sources.enter(address);
    Sources.Source source = place.source();
    if (source == null) {
      meters.closed(place.refusal() == null ? Farewell.FULL : place.refusal());
      child.unsafe().closeForcibly();
      return;
    }
    child.closeFuture().addListener(closed -> sources.leave(source));
    long wait = accepts.spend(1, nanos.getAsLong());
    if (wait > 0) {
      tooFast = true;
      apply();
      var _ = ctx.executor().schedule(this::slowEnough, wait, TimeUnit.NANOSECONDS);
    }
    ctx.fireChannelRead(message);
  }

  /** The log can or can't take frames; called on the listener's loop. */
  void ready(boolean now) {
    if (now != ready) {
      ready = now;
      apply();
    }
  }

  private void slowEnough() {
    tooFast = false;
    apply();
  }

  private void apply() {
    if (server != null) {
      server.config().setAutoRead(ready && !tooFast);
    }
  }

  /** IP address of the peer, null if it is gone already. */
  static @Nullable String address(Channel child) {
    return child.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
        ? peer.getAddress().getHostAddress()
        : null;
  }
}
