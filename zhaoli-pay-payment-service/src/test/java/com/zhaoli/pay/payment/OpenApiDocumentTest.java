package com.zhaoli.pay.payment;

import com.zhaoli.pay.openapi.OpenApiFiles;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {

  @Test
  void whatIsDescribedIsWhatAnswers() {
    OpenApiFiles.check("payment", "com.zhaoli.pay.payment");
  }
}
