package com.zhaoli.pay.pos.device.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("A key shows whose terminal it is; who signs has named the terminal only.")
interface DeviceKeyMapper {

  @Insert(
      """
      INSERT INTO device_key (terminal_no, key_id, secret_sealed, status, created_at)
      VALUES (#{terminalNo}, #{keyId}, #{secretSealed}, #{status}, #{createdAt})
      """)
  int insert(DeviceKeyDO row);

  @Select(
      """
      SELECT k.terminal_no, k.key_id, t.merchant_no, t.store_id, k.secret_sealed, k.status,
             k.counter_high, k.counter_seen
        FROM device_key k JOIN terminal t ON t.terminal_no = k.terminal_no
       WHERE k.terminal_no = #{terminalNo} AND k.key_id = #{keyId}
      """)
  @Nullable DeviceKeyDO find(@Param("terminalNo") String terminalNo, @Param("keyId") String keyId);

  @Select(
      """
      SELECT k.terminal_no, k.key_id, t.merchant_no, t.store_id, k.secret_sealed, k.status,
             k.counter_high, k.counter_seen
        FROM device_key k JOIN terminal t ON t.terminal_no = k.terminal_no
       WHERE k.terminal_no = #{terminalNo} AND k.status = 'PENDING'
       ORDER BY k.created_at DESC LIMIT 1
      """)
  @Nullable DeviceKeyDO findPending(@Param("terminalNo") String terminalNo);

  @Select(
      """
      SELECT created_at FROM device_key
       WHERE terminal_no = #{terminalNo} AND key_id = #{keyId}
      """)
  @Nullable Instant createdAt(@Param("terminalNo") String terminalNo, @Param("keyId") String keyId);

  @Update(
      """
      UPDATE device_key SET counter_high = #{high}, counter_seen = #{seen}
       WHERE terminal_no = #{terminalNo} AND key_id = #{keyId}
         AND status IN ('PENDING', 'ACTIVE')
         AND counter_high = #{oldHigh} AND counter_seen = #{oldSeen}
      """)
  int advance(
      @Param("terminalNo") String terminalNo,
      @Param("keyId") String keyId,
      @Param("oldHigh") long oldHigh,
      @Param("oldSeen") long oldSeen,
      @Param("high") long high,
      @Param("seen") long seen);

  @Update(
      """
      UPDATE device_key SET status = 'ACTIVE', confirmed_at = #{now}
       WHERE terminal_no = #{terminalNo} AND key_id = #{keyId} AND status = 'PENDING'
      """)
  int confirm(
      @Param("terminalNo") String terminalNo,
      @Param("keyId") String keyId,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE device_key SET status = 'RETIRED', ended_at = #{now}
       WHERE terminal_no = #{terminalNo} AND key_id <> #{keyId}
         AND status IN ('PENDING', 'ACTIVE')
      """)
  int retireOthers(
      @Param("terminalNo") String terminalNo,
      @Param("keyId") String keyId,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE device_key SET status = #{status}, ended_at = #{now}
       WHERE terminal_no = #{terminalNo} AND status IN ('PENDING', 'ACTIVE')
      """)
  int endAll(
      @Param("terminalNo") String terminalNo,
      @Param("status") String status,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE terminal
         SET key_count = key_count + 1, key_rotation_due = 0, updated_at = #{now}
       WHERE terminal_no = #{terminalNo} AND status = 'ACTIVE' AND key_rotation_due = 1
      """)
  int beginRotation(@Param("terminalNo") String terminalNo, @Param("now") Instant now);

  @Select("SELECT key_count FROM terminal WHERE terminal_no = #{terminalNo}")
  int keyCount(@Param("terminalNo") String terminalNo);
}
