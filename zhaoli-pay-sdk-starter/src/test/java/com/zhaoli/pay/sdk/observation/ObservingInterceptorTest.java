package com.zhaoli.pay.sdk.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

class ObservingInterceptorTest {

  private final List<String> seen = new ArrayList<>();
  private final ObservationRegistry registry = ObservationRegistry.create();

  ObservingInterceptorTest() {
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStop(Observation.Context context) {
                seen.add(
                    context.getName()
                        + " "
                        + context.getLowCardinalityKeyValues().stream()
                            .map(KeyValue::getValue)
                            .collect(Collectors.joining(" "))
                        + (context.getError() == null ? "" : " error"));
                assertThat(context.getHighCardinalityKeyValues()).isEmpty();
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
  }

  @Test
  void aCallIsToldByMethodTemplateAndStatus() throws IOException {
    call(
        "/openapi/v1/payments/pay_1/sync?outTradeNo=T1",
        (request, body) -> new MockClientHttpResponse(new byte[0], 200));
    assertThat(seen).containsExactly("zhaoli.pay.call POST 200 /openapi/v1/payments/{id}/sync");
  }

  @Test
  void aCallWithoutAnAnswerIsToldAsSuch() {
    assertThatThrownBy(
            () ->
                call(
                    "/openapi/v1/refunds/any",
                    (request, body) -> {
                      throw new IOException("broken off");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(seen)
        .containsExactly("zhaoli.pay.call POST NO_ANSWER /openapi/v1/refunds/{id} error");
  }

  private void call(String uri, ClientHttpRequestExecution execution) throws IOException {
    new ObservingInterceptor(registry)
        .intercept(
            new MockClientHttpRequest(HttpMethod.POST, URI.create("http://127.0.0.1" + uri)),
            new byte[0],
            execution);
  }
}
