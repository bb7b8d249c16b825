package com.zhaoli.pay.payment.channel;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends nothing over a connection that the channel has closed meanwhile. Calls about money are sent
 * once: who writes into such a connection does not know what became of the call, and tells the
 * payer that the wallet is not there. OkHttp looks at a connection only when it rested for ten
 * seconds, so the first calls after a channel's restart would be lost. Here each connection is
 * looked at before it is used, for a millisecond at most, and while nothing has been sent another
 * one is taken.
 */
public final class LiveConnections {
  private static final int MAX_TRIES = 4;

  private LiveConnections() {}

  /** Has the client keep its connections in this pool, and use none that is dead. */
  public static OkHttpClient.Builder install(OkHttpClient.Builder client, ConnectionPool pool) {
    return client
        .connectionPool(pool)
        .addInterceptor(chain -> proceed(chain, pool))
        .addNetworkInterceptor(LiveConnections::requireLive);
  }

  private static final class DeadConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    DeadConnectionException() {
      super("the connection was closed by the other side");
    }
  }

  private static Response proceed(Interceptor.Chain chain, ConnectionPool pool) throws IOException {
    Request request = chain.request();
    for (int attempt = 1; attempt < MAX_TRIES; attempt++) {
      try {
        return chain.proceed(request);
      } catch (DeadConnectionException e) {
        // What closed one has probably closed all that rest.
        pool.evictAll();
      }
    }
    return chain.proceed(request);
  }

  private static Response requireLive(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection != null
        && connection.protocol() == Protocol.HTTP_1_1
        && isClosed(connection.socket())) {
      throw new DeadConnectionException();
    }
    return chain.proceed(chain.request());
  }

  /** Nothing may come in before something was asked: whatever does ends the connection's use. */
  private static boolean isClosed(Socket socket) {
    try {
      int timeout = socket.getSoTimeout();
      socket.setSoTimeout(1);
      try {
        var unused = socket.getInputStream().read();
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      } finally {
        socket.setSoTimeout(timeout);
      }
    } catch (IOException e) {
      return true;
    }
  }
}
