package com.zhaoli.pay.notify.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.EventBatchCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberReaderTest {
  private final EventBatchCodec codec = new EventBatchCodec();
  private final MemberReader reader = new MemberReader(codec);

  @Test
  void aMemberTravelsOnUnchangedAsAFrameOfItsOwn() {
    byte[] member = json("evt_1", "pay_1", "mch_1", 0).getBytes(StandardCharsets.UTF_8);

    List<BatchMember> members = reader.split(reader.single(member));

    assertThat(members)
        .singleElement()
        .isInstanceOfSatisfying(
            BatchMember.Intact.class,
            intact -> {
              assertThat(intact.event().eventId()).isEqualTo("evt_1");
              assertThat(intact.bytes()).isEqualTo(member);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "evt 1", "evt.1", "ivt_ü", "evt_1'--"})
  void anIdThatCannotBeStoredMakesItsMemberCorrupt(String id) {
    for (String wrong :
        List.of(
            json(id, "pay_1", "mch_1", 0),
            json("evt_1", id, "mch_1", 0),
            json("evt_1", "pay_1", id, 0),
            json("evt_" + "x".repeat(64), "pay_1", "mch_1", 0),
            json("evt_1", "pay_1", "mch_1", -1))) {
      byte[] frame =
          codec.frame(
              List.of(
                  wrong.getBytes(StandardCharsets.UTF_8),
                  json("evt_2", "pay_2", "mch_2", 0).getBytes(StandardCharsets.UTF_8)));

      assertThat(reader.split(frame))
          .satisfiesExactly(
              first -> assertThat(first).isInstanceOf(BatchMember.Corrupt.class),
              second -> assertThat(second).isInstanceOf(BatchMember.Intact.class));
    }
  }

  @Test
  void anUnknownTypeOfEventIsCorruptAndNotQuoted() {
    byte[] member =
        json("evt_1", "pay_1", "mch_1", 0)
            .replace("payment.succeeded", "payment.sunk")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(reader.split(reader.single(member)))
        .singleElement()
        .isInstanceOfSatisfying(
            BatchMember.Corrupt.class,
            corrupt -> assertThat(corrupt.reason()).doesNotContain("sunk"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 7, 15, 16, 40})
  void aFrameThatEndsTooEarlyIsNoFrame(int length) {
    byte[] frame =
        reader.single(json("evt_1", "pay_1", "mch_1", 0).getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> reader.split(java.util.Arrays.copyOf(frame, length)))
        .isInstanceOf(BatchFormatException.class);
  }

  private static String json(String eventId, String paymentNo, String merchantNo, int seq) {
    return """
        {"eventId":"%s","type":"payment.succeeded","version":1,"paymentNo":"%s","merchantNo":"%s",\
        "appId":"app_1","outTradeNo":"o1","status":"SUCCEEDED","amount":1,"channel":"ALIPAY",\
        "method":"NATIVE","createdAt":"2026-11-23T04:05:07Z","deliverySeq":%d}"""
        .formatted(eventId, paymentNo, merchantNo, seq);
  }
}
