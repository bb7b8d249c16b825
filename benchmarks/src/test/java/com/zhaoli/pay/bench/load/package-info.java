@NullMarked
package com.zhaoli.pay.bench.load;

import org.jspecify.annotations.NullMarked;
