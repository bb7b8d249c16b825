package com.zhaoli.pay.wechat.scene;

import com.zhaoli.pay.wechat.reply.SceneAnswers;
import com.zhaoli.pay.wechat.scene.internal.QrCodeStore;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What permanent codes in force give to those who scan them. */
@Component
class StoredSceneAnswers implements SceneAnswers {
  private final QrCodeStore store;

  StoredSceneAnswers(QrCodeStore store) {
    this.store = store;
  }

  @Override
  public Optional<SceneAnswer> find(String appId, String scene) {
    return store
        .find(appId, scene)
        .filter(code -> code.state().isInForce())
        .map(code -> new SceneAnswer(code.draft().replies(), code.draft().replyKey()));
  }
}
