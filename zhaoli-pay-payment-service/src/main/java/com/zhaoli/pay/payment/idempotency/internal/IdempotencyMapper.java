package com.zhaoli.pay.payment.idempotency.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on idempotency_record. */
@Mapper
public interface IdempotencyMapper extends BaseMapper<IdempotencyDO> {

  @Select(
      """
      SELECT * FROM idempotency_record
      WHERE merchant_no = #{merchantNo} AND key_hash = #{keyHash}
      """)
  @Nullable IdempotencyDO find(
      @Param("merchantNo") String merchantNo, @Param("keyHash") String keyHash);

  /** Takes over from a first request that died; 0 when somebody else did. */
  @Update(
      """
      UPDATE idempotency_record SET locked_until = #{until}
      WHERE merchant_no = #{merchantNo} AND key_hash = #{keyHash}
        AND answer_status IS NULL AND locked_until = #{readLockedUntil}
      """)
  int takeOver(
      @Param("merchantNo") String merchantNo,
      @Param("keyHash") String keyHash,
      @Param("readLockedUntil") Instant readLockedUntil,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE idempotency_record SET answer_status = #{status}, answer_body = #{body}
      WHERE merchant_no = #{merchantNo} AND key_hash = #{keyHash}
        AND answer_status IS NULL AND locked_until = #{lockedUntil}
      """)
  int answer(
      @Param("merchantNo") String merchantNo,
      @Param("keyHash") String keyHash,
      @Param("lockedUntil") Instant lockedUntil,
      @Param("status") int status,
      @Param("body") String body);

  /** Forgets a request whose answer does not count; another's stays. */
  @Delete(
      """
      DELETE FROM idempotency_record
      WHERE merchant_no = #{merchantNo} AND key_hash = #{keyHash}
        AND answer_status IS NULL AND locked_until = #{lockedUntil}
      """)
  int forget(
      @Param("merchantNo") String merchantNo,
      @Param("keyHash") String keyHash,
      @Param("lockedUntil") Instant lockedUntil);

  @CrossTenant("old answers of all merchants are removed")
  @Delete("DELETE FROM idempotency_record WHERE created_at < #{before} LIMIT #{limit}")
  int deleteOlder(@Param("before") Instant before, @Param("limit") int limit);
}
