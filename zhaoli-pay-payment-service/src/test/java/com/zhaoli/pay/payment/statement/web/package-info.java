@NullMarked
package com.zhaoli.pay.payment.statement.web;

import org.jspecify.annotations.NullMarked;
