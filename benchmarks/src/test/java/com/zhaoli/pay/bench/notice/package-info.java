@NullMarked
package com.zhaoli.pay.bench.notice;

import org.jspecify.annotations.NullMarked;
