package com.zhaoli.pay.common.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBatchCodecTest {
  private final EventBatchCodec codec = new EventBatchCodec();

  private static PaymentEvent event(int number) {
    return new PaymentEvent(
        "evt_" + number,
        EventType.PAYMENT_SUCCEEDED,
        1,
        "pay_" + number,
        "mch_1",
        "app_1",
        "T" + number,
        "SUCCEEDED",
        new Money(1800),
        "ALIPAY",
        "NATIVE",
        "2026" + number,
        Instant.parse("2026-01-01T00:00:00.123Z"),
        "备注",
        "https://shop.example/hook",
        null,
        Instant.parse("2026-01-01T00:00:00.456Z"),
        0,
        null);
  }

  private byte[] frameOf(PaymentEvent... events) {
    return codec.frame(Arrays.stream(events).map(codec::encodeMember).toList());
  }

  @Test
  void whatIsFramedComesBackInOrder() {
    List<BatchMember> members = codec.split(frameOf(event(1), event(2), event(3)));

    assertThat(members)
        .extracting(member -> ((BatchMember.Intact) member).event())
        .containsExactly(event(1), event(2), event(3));
  }

  @Test
  void aDamagedMemberHarmsNoOther() {
    byte[] frame = frameOf(event(1), event(2), event(3));
    int length = codec.encodeMember(event(1)).length + EventBatchCodec.MEMBER_HEADER_BYTES;
    frame[EventBatchCodec.FRAME_HEADER_BYTES + length + EventBatchCodec.MEMBER_HEADER_BYTES] ^= 1;

    List<BatchMember> members = codec.split(frame);

    assertThat(members.get(0)).isInstanceOf(BatchMember.Intact.class);
    assertThat(members.get(1)).isInstanceOf(BatchMember.Corrupt.class);
    assertThat(members.get(2)).isInstanceOf(BatchMember.Intact.class);
  }

  @Test
  void aMemberOfANewerVersionIsTold() {
    byte[] frame = frameOf(event(1));
    frame[EventBatchCodec.FRAME_HEADER_BYTES] = 9;

    assertThat(codec.split(frame).get(0))
        .isInstanceOfSatisfying(
            BatchMember.UnknownVersion.class, m -> assertThat(m.version()).isEqualTo(9));
  }

  @Test
  void aMemberOfANewerVersionKeepsItInAFrameOfItsOwn() {
    byte[] frame = frameOf(event(1));
    frame[EventBatchCodec.FRAME_HEADER_BYTES] = 9;
    BatchMember.UnknownVersion member = (BatchMember.UnknownVersion) codec.split(frame).get(0);

    assertThat(EventBatchCodec.frame(member)).isEqualTo(frame);
  }

  @Test
  void jsonThatIsNoEventIsCorruptAndItsReasonDoesNotQuoteIt() {
    for (String text :
        List.of(
            "{}", "null", "[1]", "{\"eventId\":\"card 6222\"", "{\"type\":\"payment.unknown\"}")) {
      byte[] frame = codec.frame(List.of(text.getBytes(StandardCharsets.UTF_8)));
      assertThat(codec.split(frame).get(0))
          .isInstanceOfSatisfying(
              BatchMember.Corrupt.class, m -> assertThat(m.reason()).doesNotContain("6222"));
    }
  }

  @Test
  void fieldsOfANewerWriterAreIgnored() {
    String json = new String(codec.encodeMember(event(1)), StandardCharsets.UTF_8);
    byte[] extended =
        json.replaceFirst("\\{", "{\"newField\":[1],").getBytes(StandardCharsets.UTF_8);

    assertThat(codec.split(codec.frame(List.of(extended))).get(0))
        .isInstanceOfSatisfying(
            BatchMember.Intact.class, m -> assertThat(m.event()).isEqualTo(event(1)));
  }

  @Test
  void aFrameCutAnywhereIsRefused() {
    byte[] frame = frameOf(event(1), event(2));
    for (int length = 0; length < frame.length; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> codec.split(cut)).isInstanceOf(BatchFormatException.class);
    }
  }

  @Test
  void aFrameOfAnotherKindOrVersionOrWithBytesBehindIsRefused() {
    byte[] frame = frameOf(event(1));
    byte[] otherKind = frame.clone();
    otherKind[0] = 'X';
    byte[] otherVersion = frame.clone();
    otherVersion[4] = 2;
    byte[] longer = Arrays.copyOf(frame, frame.length + 1);

    for (byte[] bad : List.of(otherKind, otherVersion, longer)) {
      assertThatThrownBy(() -> codec.split(bad)).isInstanceOf(BatchFormatException.class);
    }
  }

  @Test
  void aHugeLengthInTheFrameAllocatesNothing() {
    byte[] frame = frameOf(event(1));
    Arrays.fill(
        frame,
        EventBatchCodec.FRAME_HEADER_BYTES + 1,
        EventBatchCodec.FRAME_HEADER_BYTES + 5,
        (byte) 0x7f);

    assertThatThrownBy(() -> codec.split(frame)).isInstanceOf(BatchFormatException.class);
  }

  @Test
  void aFrameHasOneToAThousandMembers() {
    List<byte[]> tooMany = new ArrayList<>();
    for (int i = 0; i <= EventBatchCodec.MAX_MEMBERS; i++) {
      tooMany.add(new byte[] {1});
    }
    assertThatThrownBy(() -> codec.frame(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> codec.frame(tooMany)).isInstanceOf(IllegalArgumentException.class);
    assertThat(codec.split(codec.frame(tooMany.subList(1, tooMany.size())))).hasSize(1000);
  }
}
