/** Request ids, the internal credential check and error answers of every service. */
@NullMarked
package com.zhaoli.pay.common.web;

import org.jspecify.annotations.NullMarked;
