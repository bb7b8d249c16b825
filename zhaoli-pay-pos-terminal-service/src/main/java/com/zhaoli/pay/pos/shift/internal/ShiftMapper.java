package com.zhaoli.pay.pos.shift.internal;

import java.time.Instant;
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
      SELECT * FROM shift WHERE open_terminal = #{terminalNo} AND merchant_no = #{merchantNo}
      """)
  @Nullable ShiftDO findOpen(
      @Param("merchantNo") String merchantNo, @Param("terminalNo") String terminalNo);

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
}
