package lantian.deploy.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The first limit (裸服务器): a server that only cuts frames by their length, checks them and answers.
 * What is faster than this is not a matter of our code.
 */
public final class BareServer implements AutoCloseable {
  private static final int HEADER = 24;
  private static final int ECHO = 25;
  private static final int PLATFORM = 31;
  private static final int FLAG_AT = 3;
  private static final int COMMAND_FLAG = 0xFE;

  private final EventLoopGroup loops;
  private final Channel listener;

  /** Listens on a free loopback port with so many event loops. */
  public BareServer(int threads) throws InterruptedException {
    boolean epoll = Epoll.isAvailable();
    loops =
        new MultiThreadIoEventLoopGroup(
            threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4_096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Checked());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
  }

  /** Its port. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void close() {
    var _ = listener.close();
    var _ = loops.shutdownGracefully();
  }

  private static final class Checked extends ByteToMessageDecoder {
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> none) {
      ByteBuf out = null;
      while (in.readableBytes() >= HEADER) {
        int at = in.readerIndex();
        int length = HEADER + 1 + in.getUnsignedShort(at + 22);
        if (in.readableBytes() < length) {
          break;
        }
        if (xor(in, at, length) != 0) {
          var _ = context.close();
          return;
        }
        if (out == null) {
          out = context.alloc().buffer(1_024);
        }
        answer(in, at, out);
        in.skipBytes(length);
      }
      if (out != null) {
        var _ = context.writeAndFlush(out, context.voidPromise());
      }
    }

    private static void answer(ByteBuf in, int at, ByteBuf out) {
      boolean platform = in.getUnsignedByte(at + FLAG_AT) == COMMAND_FLAG;
      int to = out.writerIndex();
      int length = platform ? PLATFORM : ECHO;
      out.writeBytes(in, at, 21).writeByte(1).writeShort(length - 25);
      if (platform) {
        out.setByte(to + FLAG_AT, 1);
        out.writeBytes(in, at + HEADER, 6);
      }
      out.writeByte(xor(out, to, length - 1));
    }

    private static byte xor(ByteBuf bytes, int at, int length) {
      long wide = 0;
      int i = 0;
      for (; i + 8 <= length; i += 8) {
        wide ^= bytes.getLong(at + i);
      }
      wide ^= wide >>> 32;
      wide ^= wide >>> 16;
      wide ^= wide >>> 8;
      byte sum = (byte) wide;
      for (; i < length; i++) {
        sum ^= bytes.getByte(at + i);
      }
      return sum;
    }
  }
}
