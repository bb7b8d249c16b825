@NullMarked
package com.zhaoli.pay.sdk.http;

import org.jspecify.annotations.NullMarked;
