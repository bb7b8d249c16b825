package com.zhaoli.pay.merchant.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerchantApplicationTest {
  private static final String CODE = "91350100M000100Y43";

  @Test
  void aFormIsReadWithoutOuterBlanksAndDoesNotPrintPersonalData() {
    MerchantApplication application =
        MerchantApplication.of(" " + CODE, " 找力 ", " 张三 ", " 13812345678 ");

    assertThat(application.name()).isEqualTo("找力");
    assertThat(application.contactPhone()).isEqualTo("13812345678");
    assertThat(application.toString()).doesNotContain("张三", "138");
  }

  @ParameterizedTest
  @ValueSource(strings = {"13812345678", "19912345678", "010-12345678", "07551234567"})
  void phonesOfTheMainlandAreTaken(String phone) {
    assertThat(MerchantApplication.of(CODE, "找力", "张三", phone).contactPhone()).isEqualTo(phone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "12345", "23812345678", "1381234567", "138123456789", "+8613812345678"})
  void otherPhonesAreRefused(String phone) {
    assertThatThrownBy(() -> MerchantApplication.of(CODE, "找力", "张三", phone))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.details()).containsOnlyKeys("contactPhone"));
  }

  @Test
  void everyBadFieldIsNamed() {
    assertThatThrownBy(() -> MerchantApplication.of(CODE, "x", "<b>", "1"))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
              assertThat(e.details()).containsOnlyKeys("name", "contactName", "contactPhone");
            });
  }
}
