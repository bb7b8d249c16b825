import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Exit status 0 when the database takes the login of ZHAOLI_DB_*. Run by ./zhaoli. */
final class DatabaseLogin {
  private DatabaseLogin() {}

  public static void main(String[] args) {
    String url =
        "jdbc:mariadb://%s:%s/?connectTimeout=3000&socketTimeout=3000"
            .formatted(System.getenv("ZHAOLI_DB_HOST"), System.getenv("ZHAOLI_DB_PORT"));
    try (Connection login =
        DriverManager.getConnection(
            url, System.getenv("ZHAOLI_DB_USER"), System.getenv("ZHAOLI_DB_PASSWORD"))) {
      System.exit(login.isValid(3) ? 0 : 1);
    } catch (SQLException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
