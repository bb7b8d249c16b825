package com.zhaoli.pay.common.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.alibaba.cloud.nacos.NacosDiscoveryProperties;
import com.alibaba.cloud.nacos.NacosServiceManager;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.NamingService;
import com.alibaba.nacos.api.naming.pojo.Instance;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;

class LastKnownInstancesTest {
  private static final String GROUP = "DEFAULT_GROUP";

  private final NamingService naming = mock();
  private final NacosServiceManager nacos = mock();
  private final LastKnownInstances instances = new LastKnownInstances(properties(), nacos);

  @BeforeEach
  void connect() {
    when(nacos.getNamingService()).thenReturn(naming);
  }

  @Test
  void aNacosThatNamesNobodyAfterItsRestartDoesNotHideTheInstances() throws Exception {
    nacosNames("payment", 8102);
    assertThat(ports("payment")).containsExactly(8102);

    nacosNames("payment");

    assertThat(ports("payment")).containsExactly(8102);
  }

  @Test
  void instancesThatNacosNamesAnewReplaceTheKnown() throws Exception {
    nacosNames("payment", 8102);
    assertThat(ports("payment")).containsExactly(8102);

    nacosNames("payment", 9102, 9103);

    assertThat(ports("payment")).containsExactly(9102, 9103);
    nacosNames("payment");
    assertThat(ports("payment")).containsExactly(9102, 9103);
  }

  @Test
  void aNacosThatDoesNotAnswerDoesNotHideTheInstances() throws Exception {
    nacosNames("payment", 8102);
    assertThat(ports("payment")).containsExactly(8102);

    when(naming.selectInstances("payment", GROUP, true)).thenThrow(new NacosException());

    assertThat(ports("payment")).containsExactly(8102);
  }

  @Test
  void aNacosThatDoesNotAnswerIsNoFailureOfItsOwnWhereNothingIsKnown() throws Exception {
    when(naming.selectInstances("payment", GROUP, true)).thenThrow(new NacosException());

    assertThat(ports("payment")).isEmpty();
  }

  @Test
  void aServiceThatWasNeverNamedHasNoInstance() throws Exception {
    nacosNames("payment", 8102);
    nacosNames("merchant");
    assertThat(ports("payment")).containsExactly(8102);

    assertThat(ports("merchant")).isEmpty();
  }

  private List<Integer> ports(String serviceId) {
    return instances.getInstances(serviceId).stream().map(ServiceInstance::getPort).toList();
  }

  private void nacosNames(String serviceId, int... ports) throws Exception {
    List<Instance> named = Arrays.stream(ports).mapToObj(LastKnownInstancesTest::instance).toList();
    when(naming.selectInstances(eq(serviceId), eq(GROUP), eq(true))).thenReturn(named);
  }

  private static Instance instance(int port) {
    Instance instance = new Instance();
    instance.setIp("127.0.0.1");
    instance.setPort(port);
    return instance;
  }

  private static NacosDiscoveryProperties properties() {
    NacosDiscoveryProperties properties = mock();
    when(properties.getGroup()).thenReturn(GROUP);
    return properties;
  }
}
