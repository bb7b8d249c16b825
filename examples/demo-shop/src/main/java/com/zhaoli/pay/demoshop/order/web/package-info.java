/** Orders over HTTP. */
@NullMarked
package com.zhaoli.pay.demoshop.order.web;

import org.jspecify.annotations.NullMarked;
