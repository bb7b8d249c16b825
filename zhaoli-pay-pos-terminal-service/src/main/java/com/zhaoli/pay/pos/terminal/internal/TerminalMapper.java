package com.zhaoli.pay.pos.terminal.internal;

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
interface TerminalMapper {

  @Insert(
      """
      INSERT INTO terminal (terminal_no, merchant_no, store_id, serial_number, status,
                            registered_by, created_at, updated_at)
      VALUES (#{terminalNo}, #{merchantNo}, #{storeId}, #{serialNumber}, #{status},
              #{registeredBy}, #{createdAt}, #{updatedAt})
      """)
  int insert(TerminalDO row);

  @Select(
      """
      SELECT * FROM terminal
       WHERE merchant_no = #{merchantNo} AND terminal_no > #{after}
       ORDER BY terminal_no LIMIT #{limit}
      """)
  List<TerminalDO> list(
      @Param("merchantNo") String merchantNo,
      @Param("after") String after,
      @Param("limit") int limit);

  @Select("SELECT * FROM terminal WHERE terminal_no = #{terminalNo}")
  @CrossTenant("Operators and the terminal itself know its number only.")
  @Nullable TerminalDO find(@Param("terminalNo") String terminalNo);

  @Select(
      """
      SELECT * FROM terminal
       WHERE terminal_no = #{terminalNo} AND merchant_no = #{merchantNo}
         AND store_id = #{storeId} FOR UPDATE
      """)
  @Nullable TerminalDO lock(
      @Param("terminalNo") String terminalNo,
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId);

  @Select("SELECT * FROM terminal WHERE serial_number = #{serialNumber}")
  @CrossTenant("A device that is activated does not know yet whose it is.")
  @Nullable TerminalDO findBySerialNumber(@Param("serialNumber") String serialNumber);

  @Update(
      """
      UPDATE terminal
         SET status = 'ACTIVE', key_count = key_count + 1, key_rotation_due = 0, model = #{model},
             software_version = #{softwareVersion}, activated_at = #{now}, updated_at = #{now}
       WHERE terminal_no = #{terminalNo} AND merchant_no = #{merchantNo}
         AND store_id = #{storeId} AND status IN ('REGISTERED', 'ACTIVE')
      """)
  int activate(
      @Param("terminalNo") String terminalNo,
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId,
      @Param("model") @Nullable String model,
      @Param("softwareVersion") @Nullable String softwareVersion,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE terminal
         SET status = #{to}, merchant_no = #{newMerchantNo}, store_id = #{newStoreId},
             state_reason = #{reason}, key_rotation_due = 0, updated_at = #{now}
       WHERE terminal_no = #{terminalNo} AND merchant_no = #{merchantNo}
         AND store_id = #{storeId} AND status = #{from}
      """)
  int change(
      @Param("terminalNo") String terminalNo,
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId,
      @Param("from") String from,
      @Param("to") String to,
      @Param("newMerchantNo") String newMerchantNo,
      @Param("newStoreId") String newStoreId,
      @Param("reason") @Nullable String reason,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE terminal SET key_rotation_due = 1, updated_at = #{now}
       WHERE terminal_no = #{terminalNo} AND merchant_no = #{merchantNo} AND status = 'ACTIVE'
      """)
  int requestRotation(
      @Param("terminalNo") String terminalNo,
      @Param("merchantNo") String merchantNo,
      @Param("now") Instant now);
}
