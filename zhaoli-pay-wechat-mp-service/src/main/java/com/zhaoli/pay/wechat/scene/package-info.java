/** QR codes and what their scans mean. */
@NullMarked
package com.zhaoli.pay.wechat.scene;

import org.jspecify.annotations.NullMarked;
