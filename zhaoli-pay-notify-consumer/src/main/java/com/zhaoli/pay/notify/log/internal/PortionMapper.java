package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Goes through the delivery log by its numbers, which sort by time, a portion at a time. */
@CrossTenant("A portion holds deliveries of many merchants.")
public interface PortionMapper {

  /** The last number of the portion that begins behind a number; null when there is none left. */
  @Select(
      """
      SELECT MAX(notification_no) FROM (
        SELECT notification_no FROM notification
        WHERE notification_no > #{after} AND notification_no < #{before}
        ORDER BY notification_no LIMIT #{limit}) AS oldest
      """)
  @Nullable String portion(
      @Param("after") String after, @Param("before") String before, @Param("limit") int limit);
}
