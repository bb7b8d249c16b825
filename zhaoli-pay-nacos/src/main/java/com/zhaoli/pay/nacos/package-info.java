/** The development Nacos server, started from Maven artifacts alone. */
@NullMarked
package com.zhaoli.pay.nacos;

import org.jspecify.annotations.NullMarked;
