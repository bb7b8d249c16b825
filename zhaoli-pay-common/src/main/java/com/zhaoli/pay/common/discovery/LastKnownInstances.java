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
   * @return empty when none was ever named
   * @throws NacosException when Nacos cannot be asked and none was ever named
   */
  @Override
  public List<ServiceInstance> getInstances(String serviceId) throws NacosException {
    List<ServiceInstance> last = known.getOrDefault(serviceId, List.of());
    try {
      List<ServiceInstance> named = super.getInstances(serviceId);
      if (named.isEmpty()) {
        // Asked for each request, so it is told once.
        if (unnamed.add(serviceId)) {
          log.warn("Nacos names no instance of {}; last it named {}", serviceId, last.size());
        }
        return last;
      }
      unnamed.remove(serviceId);
      known.put(serviceId, named);
      return named;
    } catch (NacosException e) {
      if (last.isEmpty()) {
        throw e;
      }
      if (unnamed.add(serviceId)) {
        log.warn("Nacos cannot be asked for {}: {}", serviceId, e.toString());
      }
      return last;
    }
  }
}
