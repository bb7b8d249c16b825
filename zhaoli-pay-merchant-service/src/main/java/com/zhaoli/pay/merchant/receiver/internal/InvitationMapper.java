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

/** Statements on receiver_invitation; each change is one compare-and-set. */
@Mapper
interface InvitationMapper {

  @CrossTenant("the row names its merchant itself")
  @Insert(
      """
      INSERT INTO receiver_invitation
        (invitation_no, merchant_no, receiver_no, status, ticket, qr_url, created_at, expires_at)
      VALUES (#{invitationNo}, #{merchantNo}, #{receiverNo}, #{status}, #{ticket}, #{qrUrl},
              #{createdAt}, #{expiresAt})
      """)
  int insert(InvitationDO row);

  @CrossTenant("A scan names the invitation and knows no merchant.")
  @Select("SELECT * FROM receiver_invitation WHERE invitation_no = #{invitationNo}")
  @Nullable InvitationDO scanned(@Param("invitationNo") String invitationNo);

  @Select(
      """
      SELECT * FROM receiver_invitation
       WHERE invitation_no = #{invitationNo} AND merchant_no = #{merchantNo}
      """)
  @Nullable InvitationDO find(
      @Param("merchantNo") String merchantNo, @Param("invitationNo") String invitationNo);

  @Select(
      """
      SELECT * FROM receiver_invitation
       WHERE merchant_no = #{merchantNo} AND invitation_no < #{before}
       ORDER BY invitation_no DESC LIMIT #{limit}
      """)
  List<InvitationDO> list(
      @Param("merchantNo") String merchantNo,
      @Param("before") String before,
      @Param("limit") int limit);

  @Select(
      """
      SELECT * FROM receiver_invitation
       WHERE merchant_no = #{merchantNo} AND receiver_no = #{receiverNo}
         AND (status = 'OPEN' OR scanner_hash IS NOT NULL)
      """)
  List<InvitationDO> usableOf(
      @Param("merchantNo") String merchantNo, @Param("receiverNo") String receiverNo);

  @Select(
      """
      SELECT COUNT(*) FROM receiver_invitation
       WHERE merchant_no = #{merchantNo} AND invitation_no >= #{from}
      """)
  int countFrom(@Param("merchantNo") String merchantNo, @Param("from") String from);

  @Update(
      """
      UPDATE receiver_invitation
         SET status = 'ACCEPTED', scanner_hash = #{scannerHash}, settled_at = #{at}
       WHERE invitation_no = #{invitationNo} AND merchant_no = #{merchantNo} AND status = 'OPEN'
      """)
  int accept(
      @Param("merchantNo") String merchantNo,
      @Param("invitationNo") String invitationNo,
      @Param("scannerHash") String scannerHash,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE receiver_invitation SET status = 'CANCELLED', settled_at = #{at}
       WHERE invitation_no = #{invitationNo} AND merchant_no = #{merchantNo} AND status = 'OPEN'
      """)
  int cancel(
      @Param("merchantNo") String merchantNo,
      @Param("invitationNo") String invitationNo,
      @Param("at") Instant at);

  /** Assignments run from left to right, so status is set last where it is read. */
  @Update(
      """
      UPDATE receiver_invitation
         SET scanner_hash = NULL, settled_at = COALESCE(settled_at, #{at}),
             status = CASE WHEN status = 'OPEN' THEN 'CANCELLED' ELSE status END
       WHERE invitation_no = #{invitationNo} AND merchant_no = #{merchantNo}
      """)
  int end(
      @Param("merchantNo") String merchantNo,
      @Param("invitationNo") String invitationNo,
      @Param("at") Instant at);

  @CrossTenant("Old invitations of all merchants are removed.")
  @Delete("DELETE FROM receiver_invitation WHERE expires_at < #{before} LIMIT #{limit}")
  int removeExpiredBefore(@Param("before") Instant before, @Param("limit") int limit);
}
