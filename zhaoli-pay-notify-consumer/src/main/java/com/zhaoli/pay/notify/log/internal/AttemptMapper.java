package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Rows of {@code delivery_attempt}. */
@Mapper
@CrossTenant("An attempt belongs to its notification, which is read for its merchant first.")
public interface AttemptMapper {

  @Select(
      """
      SELECT attempt_no, notification_no, began_at, took_millis, result, address, http_status,
        response, problem
      FROM delivery_attempt WHERE notification_no = #{notificationNo}
      ORDER BY attempt_no LIMIT #{limit}
      """)
  List<AttemptDO> of(@Param("notificationNo") String notificationNo, @Param("limit") int limit);
}
