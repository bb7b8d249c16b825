package com.zhaoli.pay.merchant.member.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.merchant.member.CreditCode;
import com.zhaoli.pay.merchant.member.MerchantApplication;
import com.zhaoli.pay.merchant.member.MerchantBO;
import com.zhaoli.pay.merchant.member.MerchantDecision;
import com.zhaoli.pay.merchant.member.MerchantStatus;
import com.zhaoli.pay.merchant.secret.Masks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Merchants in the database; personal data and the salt are sealed for their row. */
@Repository
public class MerchantStore {
  private final MerchantMapper mapper;
  private final FieldCipher cipher;

  MerchantStore(MerchantMapper mapper, FieldCipher cipher) {
    this.mapper = mapper;
    this.cipher = cipher;
  }

  public void insert(String merchantNo, MerchantApplication application, Instant at) {
    MerchantDO row = new MerchantDO();
    row.merchantNo = merchantNo;
    row.creditCode = application.creditCode().value();
    row.status = MerchantStatus.SUBMITTED.name();
    row.name = application.name();
    row.contactNameSealed =
        cipher.encrypt(application.contactName(), context("contact_name", merchantNo));
    row.contactPhoneSealed =
        cipher.encrypt(application.contactPhone(), context("contact_phone", merchantNo));
    row.createdAt = at;
    mapper.insert(row);
  }

  public Optional<MerchantBO> find(String merchantNo) {
    return Optional.ofNullable(mapper.selectById(merchantNo)).map(this::toBO);
  }

  /** In the order of their numbers, which is the order they applied. */
  public List<MerchantBO> list(@Nullable MerchantStatus status, @Nullable String after, int limit) {
    QueryWrapper<MerchantDO> query =
        new QueryWrapper<MerchantDO>()
            .eq(status != null, "status", status == null ? "" : status.name())
            .gt(after != null, "merchant_no", after)
            .orderByAsc("merchant_no")
            .last("LIMIT " + limit);
    return mapper.selectList(query).stream().map(this::toBO).toList();
  }

  /** Whether the application was still open. */
  public boolean decide(MerchantDecision decision) {
    String salt = decision.salt();
    int moved =
        mapper.compareAndSetStatus(
            decision.merchantNo(),
            MerchantStatus.SUBMITTED.name(),
            decision.status().name(),
            decision.operatorNo(),
            decision.at(),
            decision.reason(),
            salt == null ? null : cipher.encrypt(salt, context("salt", decision.merchantNo())));
    return moved == 1;
  }

  public Optional<String> salt(String merchantNo) {
    return Optional.ofNullable(mapper.selectById(merchantNo))
        .map(row -> row.saltSealed)
        .map(text -> cipher.decrypt(text, context("salt", merchantNo)));
  }

  public boolean claimCredentials(String merchantNo, Instant at) {
    return mapper.claimCredentials(merchantNo, at) == 1;
  }

  private MerchantBO toBO(MerchantDO row) {
    return new MerchantBO(
        row.merchantNo,
        new CreditCode(row.creditCode),
        MerchantStatus.valueOf(row.status),
        row.name,
        Masks.name(cipher.decrypt(row.contactNameSealed, context("contact_name", row.merchantNo))),
        Masks.phone(
            cipher.decrypt(row.contactPhoneSealed, context("contact_phone", row.merchantNo))),
        row.rejectReason,
        row.auditedBy,
        row.auditedAt,
        row.credentialsShownAt,
        row.createdAt);
  }

  private static String context(String column, String merchantNo) {
    return "merchant." + column + ":" + merchantNo;
  }
}
