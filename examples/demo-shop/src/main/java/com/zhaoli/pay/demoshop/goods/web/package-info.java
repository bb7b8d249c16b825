/** The goods over HTTP. */
@NullMarked
package com.zhaoli.pay.demoshop.goods.web;

import org.jspecify.annotations.NullMarked;
