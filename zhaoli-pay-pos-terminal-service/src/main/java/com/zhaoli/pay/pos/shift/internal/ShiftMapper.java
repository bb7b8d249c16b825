package com.zhaoli.pay.pos.shift.internal;

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
interface ShiftMapper {

  @Insert(
      """
      INSERT INTO shift (shift_no, terminal_no, merchant_no, store_id, cashier_no, role, status,
                         open_terminal, opened_at)
      VALUES (#{shiftNo}, #{terminalNo}, #{merchantNo}, #{storeId}, #{cashierNo}, #{role},
              'OPEN', #{terminalNo}, #{openedAt})
      """)
  int insert(ShiftDO row);

  @Select(
      """
      SELECT * FROM shift
       WHERE open_terminal = #{terminalNo} AND merchant_no = #{merchantNo}
         AND store_id = #{storeId}
      """)
  @Nullable ShiftDO findOpen(
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId,
      @Param("terminalNo") String terminalNo);

  @Select("SELECT * FROM shift WHERE open_terminal = #{terminalNo} FOR UPDATE")
  @CrossTenant("A terminal that was moved ends the shift that it left, whosesoever that was.")
  @Nullable ShiftDO lockOpenAnywhere(@Param("terminalNo") String terminalNo);

  @Select("SELECT * FROM shift WHERE shift_no = #{shiftNo} AND merchant_no = #{merchantNo}")
  @Nullable ShiftDO find(@Param("merchantNo") String merchantNo, @Param("shiftNo") String shiftNo);

  @Select(
      """
      SELECT * FROM shift WHERE shift_no = #{shiftNo} AND merchant_no = #{merchantNo} FOR UPDATE
      """)
  @Nullable ShiftDO lock(@Param("merchantNo") String merchantNo, @Param("shiftNo") String shiftNo);

  @Update(
      """
      UPDATE shift
         SET status = 'CLOSED', open_terminal = NULL, agreed = #{agreed}, closed_at = #{now}
       WHERE shift_no = #{shiftNo} AND merchant_no = #{merchantNo} AND status = 'OPEN'
      """)
  int close(
      @Param("merchantNo") String merchantNo,
      @Param("shiftNo") String shiftNo,
      @Param("agreed") boolean agreed,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE shift
         SET status = 'CLOSED', open_terminal = NULL, closed_by = #{closedBy}, closed_at = #{now},
             totals_due_at = #{now}
       WHERE shift_no = #{shiftNo} AND merchant_no = #{merchantNo} AND status = 'OPEN'
      """)
  int leave(
      @Param("merchantNo") String merchantNo,
      @Param("shiftNo") String shiftNo,
      @Param("closedBy") String closedBy,
      @Param("now") Instant now);

  @Select(
      """
      SELECT * FROM shift WHERE totals_due_at <= #{now}
       ORDER BY totals_due_at, shift_no LIMIT #{limit}
      """)
  @CrossTenant("The platform takes the totals of all shifts that were left.")
  List<ShiftDO> totalsDue(@Param("now") Instant now, @Param("limit") int limit);

  @Update(
      """
      UPDATE shift SET totals_due_at = #{until}
       WHERE shift_no = #{shiftNo} AND merchant_no = #{merchantNo} AND totals_due_at = #{readAs}
      """)
  int lease(
      @Param("merchantNo") String merchantNo,
      @Param("shiftNo") String shiftNo,
      @Param("readAs") Instant readAs,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE shift SET totals_due_at = NULL
       WHERE shift_no = #{shiftNo} AND merchant_no = #{merchantNo} AND totals_due_at IS NOT NULL
      """)
  int totalsTaken(@Param("merchantNo") String merchantNo, @Param("shiftNo") String shiftNo);
}
