@NullMarked
package com.zhaoli.pay.demoshop;

import org.jspecify.annotations.NullMarked;
