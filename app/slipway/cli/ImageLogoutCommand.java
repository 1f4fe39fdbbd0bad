package slipway.cli;

import java.util.LinkedHashMap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import slipway.base.Text;
import slipway.engine.docker.RegistryLogin;

/// `image logout`: forgets the login to a registry; needs no engine.
@Command(name = "logout", mixinStandardHelpOptions = true)
final class ImageLogoutCommand extends Action {
    @Parameters(paramLabel = "REGISTRY", descriptionKey = "REGISTRY")
    private String registry = "";

    @Override
    int run() throws InterruptedException {
        boolean known = RegistryLogin.ofPerson().forget(registry);
        if (app().json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("registry", registry);
            document.put("removed", known);
            console().json(document);
        } else {
            console().line(Text.of(known ? "cli.image.logged-out" : "cli.image.no-login", registry));
        }
        return 0;
    }
}
