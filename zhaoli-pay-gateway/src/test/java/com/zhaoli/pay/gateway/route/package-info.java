@NullMarked
package com.zhaoli.pay.gateway.route;

import org.jspecify.annotations.NullMarked;
