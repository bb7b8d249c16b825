package com.zhaoli.pay.merchant.receiver.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on merchant_receiver and openid_departure. */
@Mapper
interface ReceiverMapper {

  @CrossTenant("the row names its merchant itself")
  @Insert(
      """
      INSERT INTO merchant_receiver
        (receiver_no, merchant_no, role, label, openid, bound_at, created_at)
      VALUES (#{receiverNo}, #{merchantNo}, #{role}, #{label}, #{openid}, #{boundAt}, #{createdAt})
      """)
  int insert(ReceiverDO row);

  /** By a unique key, so that this row is locked and no gap beside it. */
  @Select("SELECT * FROM merchant_receiver WHERE owner_of = #{merchantNo} FOR UPDATE")
  @Nullable ReceiverDO lockOwner(@Param("merchantNo") String merchantNo);

  @Select(
      "SELECT * FROM merchant_receiver WHERE merchant_no = #{merchantNo} ORDER BY receiver_no"
          + " LIMIT #{limit}")
  List<ReceiverDO> list(@Param("merchantNo") String merchantNo, @Param("limit") int limit);

  @Select(
      """
      SELECT * FROM merchant_receiver
       WHERE receiver_no = #{receiverNo} AND merchant_no = #{merchantNo}
      """)
  @Nullable ReceiverDO find(
      @Param("merchantNo") String merchantNo, @Param("receiverNo") String receiverNo);

  @Select(
      "SELECT * FROM merchant_receiver WHERE merchant_no = #{merchantNo} AND openid = #{openid}")
  @Nullable ReceiverDO byOpenid(
      @Param("merchantNo") String merchantNo, @Param("openid") String openid);

  @Update(
      """
      UPDATE merchant_receiver SET openid = #{openid}, bound_at = #{at}, unbound_at = NULL
       WHERE receiver_no = #{receiverNo} AND merchant_no = #{merchantNo} AND openid IS NULL
      """)
  int bindIfUnbound(
      @Param("merchantNo") String merchantNo,
      @Param("receiverNo") String receiverNo,
      @Param("openid") String openid,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE merchant_receiver SET openid = NULL, unbound_at = #{at}
       WHERE receiver_no = #{receiverNo} AND merchant_no = #{merchantNo} AND openid IS NOT NULL
      """)
  int release(
      @Param("merchantNo") String merchantNo,
      @Param("receiverNo") String receiverNo,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE merchant_receiver SET role = #{role}, label = #{label}
       WHERE receiver_no = #{receiverNo} AND merchant_no = #{merchantNo}
      """)
  int change(
      @Param("merchantNo") String merchantNo,
      @Param("receiverNo") String receiverNo,
      @Param("role") String role,
      @Param("label") @Nullable String label);

  @Delete(
      """
      DELETE FROM merchant_receiver
       WHERE receiver_no = #{receiverNo} AND merchant_no = #{merchantNo} AND role <> 'OWNER'
      """)
  int remove(@Param("merchantNo") String merchantNo, @Param("receiverNo") String receiverNo);

  @CrossTenant("Who leaves the official account is unbound from all merchants.")
  @Select("SELECT receiver_no FROM merchant_receiver WHERE openid = #{openid}")
  List<String> numbersOf(@Param("openid") String openid);

  @CrossTenant("Who leaves the official account is unbound from all merchants.")
  @Update(
      """
      UPDATE merchant_receiver SET openid = NULL, unbound_at = #{at}
       WHERE receiver_no = #{receiverNo} AND openid = #{openid} AND bound_at <= #{at}
      """)
  int unbind(
      @Param("receiverNo") String receiverNo,
      @Param("openid") String openid,
      @Param("at") Instant at);

  @CrossTenant("The account is one for all merchants.")
  @Insert(
      """
      INSERT INTO openid_departure (openid, left_at) VALUES (#{openid}, #{at})
      ON DUPLICATE KEY UPDATE left_at = GREATEST(left_at, #{at})
      """)
  int recordDeparture(@Param("openid") String openid, @Param("at") Instant at);

  @CrossTenant("The account is one for all merchants.")
  @Select(
      """
      SELECT COUNT(*) FROM openid_departure WHERE openid = #{openid} AND left_at > #{at} FOR UPDATE
      """)
  int departuresAfter(@Param("openid") String openid, @Param("at") Instant at);
}
