package com.zhaoli.pay.merchant;

import com.zhaoli.pay.openapi.OpenApiFiles;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {

  @Test
  void whatIsDescribedIsWhatAnswers() {
    OpenApiFiles.check("merchant", "com.zhaoli.pay.merchant");
  }
}
