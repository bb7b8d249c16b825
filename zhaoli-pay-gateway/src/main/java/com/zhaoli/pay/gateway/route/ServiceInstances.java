package com.zhaoli.pay.gateway.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * The instances of a service in the order in which a request should try them: each in its turn,
 * those that have just refused a connection or not answered in time last. Discovery learns of a
 * death some seconds late; until then nobody waits for the dead one first.
 */
class ServiceInstances {

  private static final Duration SUSPECT_FOR = Duration.ofSeconds(5);
  private static final int SUSPECTS_REMEMBERED = 1_000;

  private final DiscoveryClient discovery;
  private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
  private final Cache<URI, Boolean> suspects;

  ServiceInstances(DiscoveryClient discovery, Ticker ticker) {
    this.discovery = discovery;
    this.suspects =
        Caffeine.newBuilder()
            .maximumSize(SUSPECTS_REMEMBERED)
            .expireAfterWrite(SUSPECT_FOR)
            .ticker(ticker)
            .build();
  }

  /** All known instances, best first; empty when there is none. */
  List<URI> inOrder(String serviceId) {
    List<URI> known =
        discovery.getInstances(serviceId).stream().map(ServiceInstance::getUri).sorted().toList();
    if (known.isEmpty()) {
      return known;
    }
    int turn = turns.computeIfAbsent(serviceId, id -> new AtomicInteger()).getAndIncrement();
    List<URI> healthy = new ArrayList<>();
    List<URI> suspect = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      URI instance = known.get(Math.floorMod(turn + i, known.size()));
      (suspects.getIfPresent(instance) == null ? healthy : suspect).add(instance);
    }
    healthy.addAll(suspect);
    return healthy;
  }

  /** The instance took no connection or did not answer in time. */
  void suspect(URI instance) {
    suspects.put(instance, Boolean.TRUE);
  }
}
