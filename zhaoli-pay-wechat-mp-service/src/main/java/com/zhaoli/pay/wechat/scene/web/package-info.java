/** QR codes for the other services. */
@NullMarked
package com.zhaoli.pay.wechat.scene.web;

import org.jspecify.annotations.NullMarked;
