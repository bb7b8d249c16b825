package com.zhaoli.pay.nacos;

import com.alipay.sofa.jraft.rpc.RpcServer;
import com.alipay.sofa.jraft.rpc.impl.GrpcRaftRpcFactory;
import com.alipay.sofa.jraft.rpc.impl.GrpcServer;
import com.alipay.sofa.jraft.util.Endpoint;
import com.alipay.sofa.jraft.util.SPI;
import com.google.protobuf.Message;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.util.MutableHandlerRegistry;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the Raft port (Nacos's port - 1000) on the endpoint's own address. The one it replaces
 * listens on every address, and Raft asks nobody for a login.
 */
@SPI(priority = 2)
public final class LoopbackRaftRpcFactory extends GrpcRaftRpcFactory {

  /** What the replaced factory takes when nothing is configured. */
  private static final int MAX_INBOUND_BYTES = 4 * 1024 * 1024;

  private final Map<String, Message> messages = new ConcurrentHashMap<>();

  @Override
  public void registerProtobufSerializer(String className, Object... args) {
    super.registerProtobufSerializer(className, args);
    messages.put(className, (Message) args[0]);
  }

  @Override
  public RpcServer createRpcServer(Endpoint endpoint, @Nullable ConfigHelper<RpcServer> helper) {
    var registry = new MutableHandlerRegistry();
    var listener =
        NettyServerBuilder.forAddress(new InetSocketAddress(endpoint.getIp(), endpoint.getPort()))
            .fallbackHandlerRegistry(registry)
            .directExecutor()
            .maxInboundMessageSize(MAX_INBOUND_BYTES)
            .build();
    RpcServer server = new GrpcServer(listener, registry, messages, getMarshallerRegistry());
    if (helper != null) {
      helper.config(server);
    }
    return server;
  }
}
