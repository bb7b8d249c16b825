@NullMarked
package com.zhaoli.pay.gateway.limit;

import org.jspecify.annotations.NullMarked;
