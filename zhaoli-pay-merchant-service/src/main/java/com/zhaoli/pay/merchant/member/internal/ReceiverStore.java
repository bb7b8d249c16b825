package com.zhaoli.pay.merchant.member.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Receivers in the database. */
@Repository
public class ReceiverStore {
  private final ReceiverMapper mapper;

  ReceiverStore(ReceiverMapper mapper) {
    this.mapper = mapper;
  }

  public void insert(
      String receiverNo,
      String merchantNo,
      String role,
      @Nullable String openid,
      @Nullable Instant boundAt,
      Instant createdAt) {
    ReceiverDO row = new ReceiverDO();
    row.receiverNo = receiverNo;
    row.merchantNo = merchantNo;
    row.role = role;
    row.openid = openid;
    row.boundAt = boundAt;
    row.createdAt = createdAt;
    mapper.insert(row);
  }

  public void bindIfUnbound(String merchantNo, String role, String openid, Instant at) {
    mapper.bindIfUnbound(merchantNo, role, openid, at);
  }

  public List<MessageReceiver> boundTo(String merchantNo) {
    return mapper
        .selectList(
            new QueryWrapper<ReceiverDO>().eq("merchant_no", merchantNo).isNotNull("openid"))
        .stream()
        .map(row -> new MessageReceiver(row.receiverNo, row.openid, row.role))
        .toList();
  }

  public void unbind(String openid, Instant at) {
    mapper.unbind(openid, at);
  }

  public void recordDeparture(String openid, Instant at) {
    mapper.recordDeparture(openid, at);
  }

  public boolean leftAfter(String openid, Instant at) {
    return mapper.departuresAfter(openid, at) > 0;
  }
}
