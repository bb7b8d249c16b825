/** Where scenes are kept. */
@NullMarked
package com.zhaoli.pay.wechat.scene.internal;

import org.jspecify.annotations.NullMarked;
