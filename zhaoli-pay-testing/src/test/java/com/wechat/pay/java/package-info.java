@NullMarked
package com.wechat.pay.java;

import org.jspecify.annotations.NullMarked;
