package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * Finds deliveries that were given up and have no dead letter, by the primary key, a portion at a
 * time: no index knows them.
 */
@Mapper
@CrossTenant("A dead letter is the operators', whosever delivery it was.")
public interface LetterlessMapper extends PortionMapper {

  /**
   * Those of a portion, also what was refused for good and so has no long tail. Not where the event
   * was ordered once more since, nor where the dead letter of targets that were not known stands
   * for it, or was decided on.
   */
  @Select(
      """
      SELECT n.* FROM notification n
      WHERE n.notification_no > #{after} AND n.notification_no <= #{upTo}
        AND n.status = 'DEAD' AND (n.tail IS NULL OR n.tail >= #{tailIsOver}) AND n.due_at IS NULL AND n.payload IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM dead_letter d
          WHERE d.event_id = n.event_id AND d.target_kind = n.target_kind
            AND d.delivery_seq >= n.delivery_seq
            AND (d.target = n.target OR (d.target IN ('endpoint', 'receiver')
              AND d.status IN ('OPEN', 'DISCARDED'))))
        AND NOT EXISTS (SELECT 1 FROM notification later
          WHERE later.payment_no = n.payment_no AND later.event_id = n.event_id
            AND later.target = n.target AND later.delivery_seq > n.delivery_seq)
      """)
  List<NotificationDO> letterless(
      @Param("after") String after,
      @Param("upTo") String upTo,
      @Param("tailIsOver") int tailIsOver);
}
