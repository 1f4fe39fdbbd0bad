package slipway.serve;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

import slipway.base.StudioException;

/// Main of the sample images' health check, which have neither a shell nor curl: GET of an address, ends 0 when the answer
/// is 200, else 1. Without an argument it asks the server beside it on its contract's own route.
public final class HealthCheck {
    private static final int LIMIT_MILLIS = 3000;

    private HealthCheck() {}

    public static void main(String[] args) {
        System.exit(healthy(args.length > 0 ? args[0] : address(System.getenv())) ? 0 : 1);
    }

    static String address(Map<String, String> env) {
        ServerSettings settings = ServerSettings.from(env);
        return "http://127.0.0.1:" + settings.port() + settings.contract().livePath();
    }

    static boolean healthy(String address) {
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(LIMIT_MILLIS);
            connection.setReadTimeout(LIMIT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            return connection.getResponseCode() == 200;
        } catch (IOException | StudioException | IllegalArgumentException e) {
            // an unhealthy server is an answer, and nobody reads more of it
            return false;
        }
    }
}
