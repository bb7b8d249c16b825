package com.zhaoli.pay.merchant.licence.internal;

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
@CrossTenant("Belongs to a browser until an application is made; operators look at all of them.")
interface LicenceMapper {

  @Insert(
      """
      INSERT INTO licence_picture (licence_no, qr_token, submitted, content_sealed, uploaded_at)
      VALUES (#{licenceNo}, #{qrToken}, FALSE, #{contentSealed}, #{at})
      """)
  int insert(
      @Param("licenceNo") String licenceNo,
      @Param("qrToken") String qrToken,
      @Param("contentSealed") byte[] contentSealed,
      @Param("at") Instant at);

  @Delete("DELETE FROM licence_picture WHERE qr_token = #{qrToken} AND submitted = FALSE")
  int removeDraft(@Param("qrToken") String qrToken);

  @Delete(
      """
      DELETE FROM licence_picture WHERE submitted = FALSE AND uploaded_at < #{before} LIMIT 100
      """)
  int removeDraftsBefore(@Param("before") Instant before);

  @Select(
      """
      SELECT licence_no FROM licence_picture WHERE qr_token = #{qrToken}
       ORDER BY submitted, licence_no DESC LIMIT 1
      """)
  @Nullable String latest(@Param("qrToken") String qrToken);

  @Select("SELECT content_sealed FROM licence_picture WHERE licence_no = #{licenceNo}")
  @Nullable LicenceDO content(@Param("licenceNo") String licenceNo);

  @Update("UPDATE licence_picture SET submitted = TRUE WHERE licence_no = #{licenceNo}")
  int markSubmitted(@Param("licenceNo") String licenceNo);

  @Insert(
      """
      INSERT INTO merchant_licence (merchant_no, licence_no) VALUES (#{merchantNo}, #{licenceNo})
      """)
  int give(@Param("licenceNo") String licenceNo, @Param("merchantNo") String merchantNo);

  @Select("SELECT licence_no FROM merchant_licence WHERE merchant_no = #{merchantNo}")
  @Nullable String ofMerchant(@Param("merchantNo") String merchantNo);
}
