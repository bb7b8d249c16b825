package com.zhaoli.pay.pos.terminal.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("A code belongs to a terminal, which was looked up before.")
interface ActivationMapper {

  @Insert(
      """
      INSERT INTO terminal_activation
        (terminal_no, code_no, code_hash, tries_left, expires_at, created_at)
      VALUES (#{terminalNo}, #{codeNo}, #{codeHash}, #{triesLeft}, #{expiresAt}, #{createdAt})
      ON DUPLICATE KEY UPDATE
        code_no = #{codeNo}, code_hash = #{codeHash}, tries_left = #{triesLeft},
        expires_at = #{expiresAt}, created_at = #{createdAt}, used_at = NULL,
        activation_hash = NULL, key_id = NULL
      """)
  int put(ActivationDO row);

  @Select("SELECT * FROM terminal_activation WHERE terminal_no = #{terminalNo}")
  @Nullable ActivationDO find(@Param("terminalNo") String terminalNo);

  @Update(
      """
      UPDATE terminal_activation SET tries_left = tries_left - 1
       WHERE terminal_no = #{terminalNo} AND code_no = #{codeNo}
         AND tries_left > 0 AND expires_at > #{now}
      """)
  int takeTry(
      @Param("terminalNo") String terminalNo,
      @Param("codeNo") String codeNo,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE terminal_activation
         SET used_at = #{now}, activation_hash = #{activationHash}, key_id = #{keyId}
       WHERE terminal_no = #{terminalNo} AND code_no = #{codeNo} AND used_at IS NULL
      """)
  int use(
      @Param("terminalNo") String terminalNo,
      @Param("codeNo") String codeNo,
      @Param("activationHash") String activationHash,
      @Param("keyId") String keyId,
      @Param("now") Instant now);

  @Delete("DELETE FROM terminal_activation WHERE terminal_no = #{terminalNo}")
  int end(@Param("terminalNo") String terminalNo);
}
