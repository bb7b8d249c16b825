@NullMarked
package com.zhaoli.pay.gateway;

import org.jspecify.annotations.NullMarked;
