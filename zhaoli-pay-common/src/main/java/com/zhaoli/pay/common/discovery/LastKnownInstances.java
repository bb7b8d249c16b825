package com.zhaoli.pay.common.discovery;

import com.alibaba.cloud.nacos.NacosDiscoveryProperties;
import com.alibaba.cloud.nacos.NacosServiceManager;
import com.alibaba.cloud.nacos.discovery.NacosServiceDiscovery;
import com.alibaba.nacos.api.exception.NacosException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Instances from Nacos; while it names none, those it named last. A Nacos that was restarted knows
 * nobody until the services have registered again, some seconds later. Its client keeps an empty
 * push from us ({@code naming-push-empty-protection}), but not the empty answer to a question that
 * comes right after it has reconnected. An instance that has really gone takes no connection, which
 * every caller bears.
 */
class LastKnownInstances extends NacosServiceDiscovery {
  private static final Logger log = LoggerFactory.getLogger(LastKnownInstances.class);

  /** As many entries as there are services that this one calls. */
  private final Map<String, List<ServiceInstance>> known = new ConcurrentHashMap<>();

  private final Set<String> unnamed = ConcurrentHashMap.newKeySet();

  LastKnownInstances(NacosDiscoveryProperties properties, NacosServiceManager nacos) {
    super(properties, nacos);
  }

  /**
   * The healthy instances.
   *
   * @return empty when none was ever named: callers have an answer to a service that is away, and
   *     none to a Nacos that is
   */
  @Override
  public List<ServiceInstance> getInstances(String serviceId) {
    List<ServiceInstance> last = known.getOrDefault(serviceId, List.of());
    try {
      List<ServiceInstance> named = super.getInstances(serviceId);
      if (!named.isEmpty()) {
        unnamed.remove(serviceId);
        known.put(serviceId, named);
        return named;
      }
      tellOnce(serviceId, "it names none", last.size());
    } catch (NacosException e) {
      tellOnce(serviceId, e.toString(), last.size());
    }
    return last;
  }

  /** Nacos is asked for each request. */
  private void tellOnce(String serviceId, String reason, int last) {
    if (unnamed.add(serviceId)) {
      log.warn("No instance of {} from Nacos ({}); the last known are {}", serviceId, reason, last);
    }
  }
}
