package com.zhaoli.pay.notify.webhook;

import com.zhaoli.pay.notify.address.AddressPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Resolves, checks, and hands out what was checked: nobody resolves a second time. No caller waits
 * for longer than the limit: a look-up cannot be interrupted, and a merchant's name server that
 * never answers would hold it for much longer. Such a look-up is left to a thread of its own, one
 * for each host name, and there are so many threads at most.
 */
final class HostLookups implements DnsResolver, AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final AddressPolicy policy;
  private final Names names;
  private final Duration limit;
  private final Map<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;

  HostLookups(AddressPolicy policy, Names names, Duration limit, int most) {
    this.policy = policy;
    this.names = names;
    this.limit = limit;
    CustomizableThreadFactory factory = new CustomizableThreadFactory("webhook-lookup-");
    factory.setDaemon(true);
    this.threads =
        new ThreadPoolExecutor(
            0, most, IDLE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
  }

  /** Who knows all addresses of a host, after any time. */
  interface Names {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** Nobody knows by now whether the host has an address. */
  static final class TooLateException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    TooLateException() {
      super("The host name was not looked up in time.");
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    try {
      InetAddress[] addresses =
          underWay.computeIfAbsent(host, this::begin).get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return policy.check(addresses.clone());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TooLateException();
    } catch (TimeoutException | RejectedExecutionException e) {
      throw new TooLateException();
    } catch (ExecutionException e) {
      throw new UnknownHostException(host);
    }
  }

  private CompletableFuture<InetAddress[]> begin(String host) {
    CompletableFuture<InetAddress[]> lookup = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            lookup.complete(names.addresses(host));
          } catch (UnknownHostException | RuntimeException e) {
            lookup.completeExceptionally(e);
          } finally {
            underWay.remove(host, lookup);
          }
        });
    return lookup;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
