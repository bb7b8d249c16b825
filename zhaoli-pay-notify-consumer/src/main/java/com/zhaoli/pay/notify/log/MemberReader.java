package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Splits frames, and lets through only members whose ids can be stored: one with an impossible id
 * would else make the statement of its whole batch fail, again and again.
 */
@Component
public class MemberReader {
  private static final Pattern ID = Pattern.compile(Ids.FROM_OUTSIDE);

  private final EventBatchCodec codec;

  public MemberReader(EventBatchCodec codec) {
    this.codec = codec;
  }

  /**
   * All members of a frame, each intact, corrupt or of an unknown version.
   *
   * @throws BatchFormatException when the frame itself cannot be split
   */
  public List<BatchMember> split(byte[] frame) {
    return codec.split(frame).stream().map(MemberReader::checked).toList();
  }

  /** One member as a frame of its own. */
  public byte[] single(byte[] member) {
    return codec.frame(List.of(member));
  }

  /** The bytes of an event as a member of today's version, whichever it was read from. */
  public byte[] member(PaymentEvent event) {
    return codec.encodeMember(event);
  }

  private static BatchMember checked(BatchMember member) {
    if (member instanceof BatchMember.Intact intact) {
      PaymentEvent event = intact.event();
      boolean storable =
          ID.matcher(event.eventId()).matches()
              && ID.matcher(event.paymentNo()).matches()
              && ID.matcher(event.merchantNo()).matches()
              && event.deliverySeq() >= 0;
      return storable ? intact : new BatchMember.Corrupt("An id in it is none.", intact.bytes());
    }
    return member;
  }
}
