package com.zhaoli.pay.notify;

import com.zhaoli.pay.openapi.OpenApiFiles;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {

  @Test
  void whatIsDescribedIsWhatAnswers() {
    OpenApiFiles.check("notify", "com.zhaoli.pay.notify");
  }
}
