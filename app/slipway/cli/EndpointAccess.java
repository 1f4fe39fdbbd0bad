package slipway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.spec.Workspace;
import slipway.store.Keys;
import slipway.traffic.Tokens;

/// `endpoint token` and `endpoint regenerate-key`, in Azure's words; a running studio follows within a second.
final class EndpointAccess {
    private EndpointAccess() {}

    /// `endpoint token NAME [--expires 10m]` (A178).
    @Command(name = "token", mixinStandardHelpOptions = true)
    static final class Token extends EndpointCommands.OnWorkspace {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--expires", paramLabel = "TIME", converter = Durations.class)
        private Duration expires = Tokens.USUAL;

        @Override
        int run(Workspace workspace) {
            EndpointSpec spec = folder(workspace, name).spec();
            AuthMode mode = spec == null ? AuthMode.KEY : spec.authMode();
            if (mode == AuthMode.KEY || mode == AuthMode.NONE) {
                throw StudioException.of("cli.no-tokens", name, mode.word());
            }
            var tokens = new Tokens(Keys.of(workspace.stateFolder(), name, null).tokens(), name);
            String token = tokens.mint(expires);
            if (app().json()) {
                var map = new LinkedHashMap<String, Object>();
                map.put("accessToken", token);
                map.put("tokenType", "Bearer");
                map.put("expiryTimeUtc", tokens.expiry(expires).getEpochSecond());
                console().json(map);
            } else {
                console().line(token);
            }
            return 0;
        }
    }

    /// `endpoint regenerate-key NAME --key-type primary|secondary`.
    @Command(name = "regenerate-key", mixinStandardHelpOptions = true)
    static final class RegenerateKey extends EndpointCommands.OnWorkspace {
        /// Which of the two.
        enum KeyType {
            PRIMARY, SECONDARY
        }

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--key-type", paramLabel = "TYPE", required = true)
        private KeyType type = KeyType.PRIMARY;

        @Override
        int run(Workspace workspace) {
            folder(workspace, name);
            Path state = workspace.stateFolder();
            Keys keys = Keys.regenerate(state, name, type == KeyType.PRIMARY);
            if (app().json()) {
                var map = new LinkedHashMap<String, Object>();
                map.put("primaryKey", keys.primary());
                map.put("secondaryKey", keys.secondary());
                console().json(map);
            } else {
                console().message(Text.of("cli.endpoint.key", name));
                console().line(type == KeyType.PRIMARY ? keys.primary() : keys.secondary());
            }
            return 0;
        }
    }
}
