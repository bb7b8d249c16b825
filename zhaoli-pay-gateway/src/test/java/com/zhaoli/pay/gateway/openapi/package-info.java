@NullMarked
package com.zhaoli.pay.gateway.openapi;

import org.jspecify.annotations.NullMarked;
