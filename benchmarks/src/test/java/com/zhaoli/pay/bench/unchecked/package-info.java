@NullMarked
package com.zhaoli.pay.bench.unchecked;

import org.jspecify.annotations.NullMarked;
