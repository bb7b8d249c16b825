package com.zhaoli.pay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparedRequestsTest {
  @Test
  void aRequestIsMadeOnceBeforeItIsSent() {
    List<Integer> made = new ArrayList<>();
    PreparedRequests requests =
        PreparedRequests.of(
            3,
            index -> {
              made.add(index);
              return Integer.toString(index).getBytes(StandardCharsets.UTF_8);
            },
            (index, answer) -> answer.status() == 200 + index);

    assertThat(made).containsExactly(0, 1, 2);
    assertThat(requests.count()).isEqualTo(3);
    assertThat(requests.request(2)).asString(StandardCharsets.UTF_8).isEqualTo("2");
    assertThat(requests.request(2)).isSameAs(requests.request(2));
    assertThat(made).hasSize(3);
    assertThat(requests.isAccepted(1, new HttpAnswer(201, new byte[0]))).isTrue();
    assertThat(requests.isAccepted(1, new HttpAnswer(200, new byte[0]))).isFalse();
  }
}
