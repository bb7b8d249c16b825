package com.zhaoli.pay.pos.configuration.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("A configuration belongs to a terminal, which signed or was looked up before.")
interface ConfigurationMapper {
  @Select("SELECT * FROM terminal_configuration WHERE terminal_no = #{terminalNo}")
  @Nullable ConfigurationDO find(@Param("terminalNo") String terminalNo);

  @Insert(
      """
      INSERT INTO terminal_configuration
        (terminal_no, version, receipt_header, receipt_footer, receipt_columns, heartbeat_seconds,
         qr_expire_seconds, methods, changed_by, changed_at)
      VALUES
        (#{terminalNo}, 1, #{receiptHeader}, #{receiptFooter}, #{receiptColumns},
         #{heartbeatSeconds}, #{qrExpireSeconds}, #{methods}, #{changedBy}, #{changedAt})
      ON DUPLICATE KEY UPDATE
        version = version + 1, receipt_header = #{receiptHeader},
        receipt_footer = #{receiptFooter}, receipt_columns = #{receiptColumns},
        heartbeat_seconds = #{heartbeatSeconds}, qr_expire_seconds = #{qrExpireSeconds},
        methods = #{methods}, changed_by = #{changedBy}, changed_at = #{changedAt}
      """)
  int put(ConfigurationDO row);

  @Update(
      """
      UPDATE terminal_configuration
         SET version = version + 1, receipt_header = #{receiptHeader},
             receipt_footer = #{receiptFooter}, receipt_columns = #{receiptColumns},
             heartbeat_seconds = #{heartbeatSeconds}, qr_expire_seconds = #{qrExpireSeconds},
             methods = #{methods}, changed_by = #{changedBy}, changed_at = #{changedAt},
             confirmed_version = NULL, confirmed_at = NULL
       WHERE terminal_no = #{terminalNo}
      """)
  int reset(ConfigurationDO row);

  @Update(
      """
      UPDATE terminal_configuration SET confirmed_version = #{version}, confirmed_at = #{now}
       WHERE terminal_no = #{terminalNo} AND version >= #{version}
         AND (confirmed_version IS NULL OR confirmed_version <> #{version})
      """)
  int confirm(
      @Param("terminalNo") String terminalNo,
      @Param("version") long version,
      @Param("now") Instant now);
}
