/** What operators read of an audit log. */
@NullMarked
package com.zhaoli.pay.common.trail.web;

import org.jspecify.annotations.NullMarked;
