package com.zhaoli.pay.job.executor;

import com.xxl.job.core.openapi.ExecutorBiz;
import com.xxl.job.core.server.EmbedServer.EmbedHttpServerHandler;
import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.Secret;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where the admin's triggers arrive. XXL-JOB's own server listens on all addresses, cannot be told
 * otherwise, and only logs when its port is taken; this one has its protocol handler behind one
 * address, and does not start without its port.
 */
final class TriggerServer implements AutoCloseable {
  /** A trigger is small; only scripts, which are refused, would be larger. */
  private static final int MAX_BODY_BYTES = 256 * 1024;

  /** Three heartbeats, as in XXL-JOB's own server. */
  private static final int IDLE_SECONDS = 90;

  private static final int THREADS = 4;
  private static final int QUEUE = 200;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ThreadPoolExecutor calls =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          60,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          TriggerServer::thread);
  private final Channel channel;

  TriggerServer(String address, int port, Secret token, ExecutorBiz executor) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel accepted) {
                    accepted
                        .pipeline()
                        .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS, TimeUnit.SECONDS))
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                        .addLast(new EmbedHttpServerHandler(executor, token.value(), calls));
                  }
                });
    ChannelFuture bound = bootstrap.bind(address, port).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close(bound.channel());
      throw new InvalidConfigurationException(
          "The job executor cannot listen on "
              + address
              + ":"
              + port
              + " ("
              + bound.cause().getMessage()
              + "). End what holds the port, or set ZHAOLI_JOB_EXECUTOR_PORT.",
          bound.cause());
    }
    channel = bound.channel();
  }

  @Override
  public void close() {
    close(channel);
  }

  private void close(Channel open) {
    open.close().awaitUninterruptibly();
    calls.shutdown();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "xxl-job-call");
    thread.setDaemon(true);
    return thread;
  }
}
