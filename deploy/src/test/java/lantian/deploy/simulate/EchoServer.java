package lantian.deploy.simulate;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server for tests that keeps every frame and answers it in ECHO form. It may break every
 * connection after some frames, before it answers the last one.
 */
public final class EchoServer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<byte[]> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger damaged = new AtomicInteger();
  private final int breakAfter;

  /** Breaks each connection after this many frames; 0 for never. */
  public EchoServer(int breakAfter) throws IOException {
    this.breakAfter = breakAfter;
    this.listener = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /** Frames that came whole, in the order of their arrival. */
  public List<byte[]> received() {
    return List.copyOf(received);
  }

  /** Frames whose bytes did not XOR to zero. */
  public int damaged() {
    return damaged.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in = new DataInputStream(socket.getInputStream())) {
      for (int count = 1; ; count++) {
        byte[] header = in.readNBytes(24);
        if (header.length < 24) {
          return;
        }
        int length = 25 + ((header[22] & 0xFF) << 8) + (header[23] & 0xFF);
        byte[] frame = Arrays.copyOf(header, length);
        in.readFully(frame, 24, length - 24);
        take(frame);
        if (count == breakAfter) {
          return;
        }
        socket.getOutputStream().write(answer(frame));
      }
    } catch (IOException _) {
      // The other side is gone.
    }
  }

  private void take(byte[] frame) {
    byte sum = 0;
    for (byte b : frame) {
      sum ^= b;
    }
    if (sum != 0) {
      damaged.incrementAndGet();
    }
    received.add(frame);
  }

  private static byte[] answer(byte[] frame) {
    byte[] answer = Arrays.copyOf(frame, 25);
    answer[21] = 1;
    answer[22] = 0;
    answer[23] = 0;
    answer[24] = 0;
    byte sum = 0;
    for (int i = 2; i < 24; i++) {
      sum ^= answer[i];
    }
    answer[24] = sum;
    return answer;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
