package lantian.obd.terminal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Link} of every connection that the gate lets in (连接建立). */
@ChannelHandler.Sharable
final class Entrance extends ChannelInitializer<Channel> {
  private final Door door;
  private final Map<EventLoop, Loop> loops;
  private final @Nullable SslContext tls;

  Entrance(Door door, Map<EventLoop, Loop> loops, @Nullable SslContext tls) {
    this.door = door;
    this.loops = loops;
    this.tls = tls;
  }

  /**
   * What encrypts a listener, null if nothing does.
   *
   * @throws IllegalStateException if a file can't be read
   */
  static @Nullable SslContext tls(@Nullable TlsSettings settings) {
    if (settings == null) {
      return null;
    }
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(settings.certificate().toFile(), settings.key().toFile())
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2");
      if (settings.clients() != null) {
        builder.trustManager(settings.clients().toFile()).clientAuth(ClientAuth.REQUIRE);
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "TLS files "
              + settings.certificate()
              + " and "
              + settings.key()
              + " can't be used: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  protected void initChannel(Channel channel) {
    Loop loop = Objects.requireNonNull(loops.get(channel.eventLoop()), "event loop");
    String address = Gate.address(channel);
    Sources.Source source = address == null ? null : loop.shared().sources().at(address);
    if (source == null) {
      var _ = channel.close();
      return;
    }
    if (tls != null) {
      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
    }
    channel.pipeline().addLast(new Link(loop, door, source, loop.shared().nextId(), channel));
  }
}
