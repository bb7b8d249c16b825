package com.zhaoli.pay.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

class ServiceInstancesTest {

  private static final URI FIRST = URI.create("http://127.0.0.1:1001");
  private static final URI SECOND = URI.create("http://127.0.0.1:1002");
  private static final URI THIRD = URI.create("http://127.0.0.1:1003");

  private final AtomicLong nanos = new AtomicLong();
  private final ServiceInstances instances =
      new ServiceInstances(new Discovery(Map.of("s", List.of(1002, 1001, 1003))), nanos::get);

  @Test
  void eachInstanceHasItsTurn() {
    assertThat(instances.inOrder("s")).containsExactly(FIRST, SECOND, THIRD);
    assertThat(instances.inOrder("s")).containsExactly(SECOND, THIRD, FIRST);
    assertThat(instances.inOrder("s")).containsExactly(THIRD, FIRST, SECOND);
  }

  @Test
  void oneThatTookNoConnectionComesLastForAWhile() {
    instances.suspect(FIRST);
    for (int i = 0; i < 3; i++) {
      assertThat(instances.inOrder("s")).hasSize(3).endsWith(FIRST);
    }
    nanos.addAndGet(5_000_000_000L);
    assertThat(instances.inOrder("s")).startsWith(FIRST);
  }

  @Test
  void allSuspectsAreStillTried() {
    List.of(FIRST, SECOND, THIRD).forEach(instances::suspect);
    assertThat(instances.inOrder("s")).containsExactlyInAnyOrder(FIRST, SECOND, THIRD);
  }

  @Test
  void anUnknownServiceHasNone() {
    assertThat(instances.inOrder("nobody")).isEmpty();
  }

  private record Discovery(Map<String, List<Integer>> ports) implements DiscoveryClient {
    @Override
    public String description() {
      return "fixed";
    }

    @Override
    public List<ServiceInstance> getInstances(String serviceId) {
      return ports.getOrDefault(serviceId, List.of()).stream()
          .<ServiceInstance>map(
              port ->
                  new DefaultServiceInstance(serviceId + port, serviceId, "127.0.0.1", port, false))
          .toList();
    }

    @Override
    public List<String> getServices() {
      return List.copyOf(ports.keySet());
    }
  }
}
