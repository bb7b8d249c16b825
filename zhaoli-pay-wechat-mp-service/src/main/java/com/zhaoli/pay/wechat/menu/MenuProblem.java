package com.zhaoli.pay.wechat.menu;

/**
 * What WeChat would refuse.
 *
 * @param path where in the content it stands, such as {@code buttons[0].subButtons[2].name}
 */
public record MenuProblem(String path, String problem) {}
