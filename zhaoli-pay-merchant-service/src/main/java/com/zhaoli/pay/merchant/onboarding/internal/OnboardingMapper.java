package com.zhaoli.pay.merchant.onboarding.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** Assignments of an UPDATE run from left to right, so status is set last where it is read. */
@Mapper
@CrossTenant("Belongs to a browser, which becomes a merchant only in the end.")
interface OnboardingMapper extends BaseMapper<OnboardingDO> {

  @Update(
      """
      UPDATE onboarding_session
         SET openid = #{openid}, scanner_hash = #{scannerHash}, scanned_at = #{at},
             version = version + 1,
             status = CASE WHEN status = 'WAITING_SCAN' THEN 'SCANNED' ELSE status END
       WHERE qr_token = #{qrToken} AND openid IS NULL AND expires_at > #{at}
         AND (scanner_hash IS NULL OR scanner_hash = #{scannerHash})
      """)
  int bind(
      @Param("qrToken") String qrToken,
      @Param("openid") String openid,
      @Param("scannerHash") String scannerHash,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE onboarding_session
         SET openid = NULL, version = version + 1,
             scanner_hash = CASE WHEN status = 'SCANNED' THEN NULL ELSE scanner_hash END,
             status = CASE WHEN status = 'SCANNED' THEN 'WAITING_SCAN' ELSE status END
       WHERE openid = #{openid} AND scanned_at <= #{at}
      """)
  int unbind(@Param("openid") String openid, @Param("at") Instant at);

  @Update(
      """
      UPDATE onboarding_session
         SET status = 'SUBMITTED', merchant_no = #{merchantNo}, version = version + 1
       WHERE qr_token = #{qrToken} AND status = #{from}
      """)
  int submit(
      @Param("qrToken") String qrToken,
      @Param("from") String from,
      @Param("merchantNo") String merchantNo);

  @Update(
      """
      UPDATE onboarding_session SET status = #{status}, version = version + 1
       WHERE merchant_no = #{merchantNo}
      """)
  int decide(@Param("merchantNo") String merchantNo, @Param("status") String status);

  @Select(
      """
      SELECT qr_token, expires_at FROM onboarding_session
       WHERE status = #{status} AND expires_at < #{before} AND expires_at >= #{lastExpiresAt}
         AND (expires_at > #{lastExpiresAt} OR qr_token > #{lastQrToken})
       ORDER BY expires_at, qr_token LIMIT #{limit}
      """)
  List<OnboardingDO> ended(
      @Param("status") String status,
      @Param("before") Instant before,
      @Param("lastExpiresAt") Instant lastExpiresAt,
      @Param("lastQrToken") String lastQrToken,
      @Param("limit") int limit);

  @Delete(
      """
      DELETE FROM onboarding_session
       WHERE qr_token = #{qrToken} AND status = #{status} AND expires_at < #{before}
      """)
  int remove(
      @Param("qrToken") String qrToken,
      @Param("status") String status,
      @Param("before") Instant before);
}
