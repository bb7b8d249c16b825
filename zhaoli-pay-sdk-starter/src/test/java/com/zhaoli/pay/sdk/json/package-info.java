@NullMarked
package com.zhaoli.pay.sdk.json;

import org.jspecify.annotations.NullMarked;
