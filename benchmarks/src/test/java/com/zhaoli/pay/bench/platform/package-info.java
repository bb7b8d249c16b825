@NullMarked
package com.zhaoli.pay.bench.platform;

import org.jspecify.annotations.NullMarked;
