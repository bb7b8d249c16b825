package com.zhaoli.pay.payment.cashier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.merchant.MerchantName;
import feign.FeignException;
import org.junit.jupiter.api.Test;

class ShopNamesTest {
  private final MerchantInternalApi merchants = mock();
  private final ShopNames names = new ShopNames(merchants);

  @Test
  void aNameIsAskedForOnce() {
    when(merchants.merchantName("mch_1")).thenReturn(new MerchantName("mch_1", "小店"));
    assertThat(names.find("mch_1")).contains("小店");
    assertThat(names.find("mch_1")).contains("小店");
    verify(merchants, times(1)).merchantName("mch_1");
  }

  @Test
  void aServiceThatIsAwayIsNotAskedForEveryPage() {
    FeignException away = mock();
    when(merchants.merchantName("mch_1")).thenThrow(away);
    assertThat(names.find("mch_1")).isEmpty();
    assertThat(names.find("mch_1")).isEmpty();
    verify(merchants, times(1)).merchantName("mch_1");
  }
}
