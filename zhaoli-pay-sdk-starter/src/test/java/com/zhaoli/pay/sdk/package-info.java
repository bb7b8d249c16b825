@NullMarked
package com.zhaoli.pay.sdk;

import org.jspecify.annotations.NullMarked;
