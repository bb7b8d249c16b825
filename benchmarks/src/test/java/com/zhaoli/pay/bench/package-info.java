@NullMarked
package com.zhaoli.pay.bench;

import org.jspecify.annotations.NullMarked;
