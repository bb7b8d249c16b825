package com.zhaoli.pay.nacos;

import com.alibaba.nacos.NacosServerBasicApplication;
import com.alibaba.nacos.NacosServerWebApplication;
import com.alibaba.nacos.core.listener.startup.NacosStartUp;
import com.alibaba.nacos.core.listener.startup.NacosStartUpManager;
import com.alibaba.nacos.plugin.auth.impl.roles.NacosRoleService;
import com.alibaba.nacos.plugin.auth.impl.users.NacosUserService;
import com.alibaba.nacos.sys.env.DeploymentType;
import com.alibaba.nacos.sys.env.EnvUtil;
import java.nio.file.Path;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A standalone Nacos server without its console, for development on one machine; production runs
 * the official distribution. Listens on loopback, asks for a login, and keeps its data under {@code
 * ZHAOLI_RUN_DIR/nacos}. Settings are in {@code application.properties}; every secret comes from
 * the environment.
 */
public final class NacosApplication {

  private NacosApplication() {}

  /** Starts the server in the two phases of Nacos's own bootstrap, then makes the login. */
  public static void main(String[] args) {
    setSystemProperties();
    EnvUtil.setDeploymentType(DeploymentType.SERVER);
    NacosStartUpManager.start(NacosStartUp.CORE_START_UP_PHASE);
    var core =
        new SpringApplicationBuilder(NacosServerBasicApplication.class)
            .web(WebApplicationType.NONE)
            .run(args);
    NacosStartUpManager.start(NacosStartUp.WEB_START_UP_PHASE);
    var web = new SpringApplicationBuilder(NacosServerWebApplication.class).parent(core).run(args);
    createAdministrator(web);
  }

  /** What Nacos reads before, or beside, the Spring environment. */
  private static void setSystemProperties() {
    String run = System.getenv().getOrDefault("ZHAOLI_RUN_DIR", ".run");
    String address = System.getenv().getOrDefault("ZHAOLI_BIND_ADDRESS", "127.0.0.1");
    System.setProperty("nacos.standalone", "true");
    Path home = Path.of(run, "nacos").toAbsolutePath();
    System.setProperty("nacos.home", home.toString());
    // Derby's own log goes to the working directory otherwise.
    System.setProperty("derby.stream.error.file", home.resolve("derby.log").toString());
    System.setProperty("nacos.remote.grpc.listen.ip", address);
    System.setProperty("logging.config", "classpath:logback-nacos.xml");
  }

  /** Nacos has no user at its first start, and no property for one. */
  private static void createAdministrator(ConfigurableApplicationContext context) {
    var roles = context.getBean(NacosRoleService.class);
    if (roles.hasGlobalAdminRole()) {
      return;
    }
    String user = context.getEnvironment().getRequiredProperty("ZHAOLI_NACOS_USER");
    String password = context.getEnvironment().getRequiredProperty("ZHAOLI_NACOS_PASSWORD");
    context.getBean(NacosUserService.class).createUser(user, password);
    roles.addAdminRole(user);
  }
}
