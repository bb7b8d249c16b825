@NullMarked
package com.zhaoli.pay.sdk.health;

import org.jspecify.annotations.NullMarked;
