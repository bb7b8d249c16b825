@NullMarked
package com.zhaoli.pay.gateway.edge;

import org.jspecify.annotations.NullMarked;
