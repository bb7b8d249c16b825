package com.zhaoli.pay.wechat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Passes bytes on to a server of this machine, each answer later by as much as a test wants, or
 * none while it hangs.
 */
final class SlowRelay {
  private final ServerSocket server;
  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "relay");
            thread.setDaemon(true);
            return thread;
          });
  volatile long delayMillis;
  private volatile CountDownLatch open = new CountDownLatch(0);

  SlowRelay(int target) {
    this.target = target;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pool.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on no answer passes. */
  void hang() {
    open = new CountDownLatch(1);
  }

  /** What waited passes, and all that follows. */
  void goOn() {
    open.countDown();
  }

  /** Nobody is let in any more, and those who were are put out. */
  void cut() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(client, upstream));
        pool.execute(() -> pass(client, upstream, false));
        pool.execute(() -> pass(upstream, client, true));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pass(Socket from, Socket to, boolean late) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (late) {
          TimeUnit.MILLISECONDS.sleep(delayMillis);
          open.await();
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // One of the two sides is gone, and with it this connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
