package slipway.engine.docker;

import java.net.URI;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import org.jspecify.annotations.Nullable;

/// What docker-java asks of its configuration, and nothing else: its own reads the person’s files, throws on a broken
/// one, and takes the standard socket where a context is missing.
record PlainConfig(DockerAddress address, RemoteApiVersion api) implements DockerClientConfig {
    @Override
    public URI getDockerHost() {
        return address.host();
    }

    @Override
    public RemoteApiVersion getApiVersion() {
        return api;
    }

    @Override
    public @Nullable LocalDirectorySSLConfig getSSLConfig() {
        return address.tls() == null ? null : new LocalDirectorySSLConfig(String.valueOf(address.tls()));
    }

    /// Not null: docker-java makes each login from it, before it takes the one that is meant.
    @Override
    public String getRegistryUsername() {
        return "";
    }

    @Override
    public String getRegistryPassword() {
        return "";
    }

    @Override
    public @Nullable String getRegistryEmail() {
        return null;
    }

    @Override
    public String getRegistryUrl() {
        return AuthConfig.DEFAULT_SERVER_ADDRESS;
    }

    @Override
    public @Nullable AuthConfig effectiveAuthConfig(String imageName) {
        return null;
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
        return new AuthConfigurations();
    }
}
