@NullMarked
package com.zhaoli.pay.job;

import org.jspecify.annotations.NullMarked;
