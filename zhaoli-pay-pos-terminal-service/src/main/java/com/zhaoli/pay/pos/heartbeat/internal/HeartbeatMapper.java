package com.zhaoli.pay.pos.heartbeat.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("Health and messages belong to a terminal, which signed or was looked up before.")
interface HeartbeatMapper {

  @Insert(
      """
      INSERT INTO terminal_health (terminal_no, last_seen_at, next_heartbeat_seconds,
                                   software_version, battery_percent, charging, signal_percent,
                                   paper)
      VALUES (#{terminalNo}, #{lastSeenAt}, #{nextHeartbeatSeconds}, #{softwareVersion},
              #{batteryPercent}, #{charging}, #{signalPercent}, #{paper})
      ON DUPLICATE KEY UPDATE
        last_seen_at = #{lastSeenAt}, next_heartbeat_seconds = #{nextHeartbeatSeconds},
        software_version = #{softwareVersion}, battery_percent = #{batteryPercent},
        charging = #{charging}, signal_percent = #{signalPercent}, paper = #{paper}
      """)
  int put(HealthDO row);

  @Select("SELECT * FROM terminal_health WHERE terminal_no = #{terminalNo}")
  @Nullable HealthDO find(@Param("terminalNo") String terminalNo);

  @Insert(
      """
      INSERT INTO terminal_message (message_no, terminal_no, merchant_no, store_id, title, text,
                                    created_by, created_at)
      VALUES (#{messageNo}, #{terminalNo}, #{merchantNo}, #{storeId}, #{title}, #{text},
              #{createdBy}, #{createdAt})
      """)
  int insert(MessageDO row);

  @Select(
      """
      SELECT message_no, terminal_no, title, text, created_by, created_at FROM terminal_message
       WHERE terminal_no = #{terminalNo} AND acknowledged_at IS NULL
         AND merchant_no = #{merchantNo} AND store_id = #{storeId}
       ORDER BY message_no LIMIT #{limit}
      """)
  List<MessageDO> messages(
      @Param("terminalNo") String terminalNo,
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId,
      @Param("limit") int limit);

  @Update(
      """
      UPDATE terminal_message SET acknowledged_at = #{now}
       WHERE message_no = #{messageNo} AND terminal_no = #{terminalNo}
         AND acknowledged_at IS NULL
      """)
  int acknowledge(
      @Param("terminalNo") String terminalNo,
      @Param("messageNo") String messageNo,
      @Param("now") Instant now);
}
