package com.zhaoli.pay.wechat.scene.web;

import com.zhaoli.pay.common.client.wechat.QrCode;
import com.zhaoli.pay.common.client.wechat.QrCodeRequest;
import com.zhaoli.pay.wechat.scene.QrScenes;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class QrCodeInternalController {
  private final QrScenes scenes;

  QrCodeInternalController(QrScenes scenes) {
    this.scenes = scenes;
  }

  @PostMapping("/internal/v1/qr-codes")
  QrCode create(@RequestBody QrCodeRequest request) {
    return scenes.create(request);
  }
}
