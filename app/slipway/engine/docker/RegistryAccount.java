package slipway.engine.docker;

import com.github.dockerjava.api.model.AuthConfig;

/// A login to one registry, on its way from where it is kept to the engine; it never shows its secret. Immutable.
///
/// @param registry as Docker’s settings name it (see [ImageName#registry])
/// @param user     empty where the secret is a token alone
/// @param token    whether the secret is an identity token and no password
record RegistryAccount(String registry, String user, String secret, boolean token) {
    static RegistryAccount password(String registry, String user, String password) {
        return new RegistryAccount(registry, user, password, false);
    }

    static RegistryAccount token(String registry, String user, String token) {
        return new RegistryAccount(registry, user, token, true);
    }

    /// For docker-java; that type shows everything, so it must not be kept or printed.
    AuthConfig forEngine() {
        var config = new AuthConfig().withRegistryAddress(registry);
        return token ? config.withIdentityToken(secret) : config.withUsername(user).withPassword(secret);
    }

    @Override
    public String toString() {
        return "login to " + registry + (user.isEmpty() ? "" : " as " + user);
    }
}
