package slipway.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.build.NginxSidecar;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;

/// `sidecar CONTRACT FOLDER`: writes the files of an nginx that gives a server the routes of a platform.
@Command(name = "sidecar", mixinStandardHelpOptions = true)
final class SidecarCommand extends Action {
    @Parameters(index = "0", paramLabel = "CONTRACT", descriptionKey = "CONTRACT")
    private String contract = "";

    @Parameters(index = "1", paramLabel = "FOLDER", descriptionKey = "FOLDER")
    private Path folder = Path.of("");

    @Option(names = "--server", paramLabel = "HOST:PORT", required = true)
    private String server = "";

    @Option(names = "--predict", paramLabel = "PATH", required = true)
    private String predict = "";

    @Option(names = "--live", paramLabel = "PATH", required = true)
    private String live = "";

    @Option(names = "--ready", paramLabel = "PATH")
    private @Nullable String ready;

    @Option(names = "--model", paramLabel = "NAME")
    private String model = "model";

    @Override
    int run() {
        ServingContract wanted = Contracts.byId(contract).orElseThrow(
                () -> StudioException.of("cli.contract-unknown", contract, String.join(", ", Contracts.ids())));
        URI at = address(server);
        var sidecar = new NginxSidecar(wanted, model, new NginxSidecar.Server(String.valueOf(at.getHost()),
                at.getPort(), predict, live, ready == null ? live : ready));
        Path to = folder.toAbsolutePath().normalize();
        sidecar.write(to);
        if (app().json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("folder", to.toString());
            document.put("files", sidecar.files().keySet());
            document.put("port", wanted.port());
            console().json(document);
        } else {
            console().line(Text.of("cli.sidecar.written", to, String.join(", ", sidecar.files().keySet())));
        }
        return 0;
    }

    private static URI address(String server) {
        try {
            return new URI("http://" + server);
        } catch (URISyntaxException e) {
            throw StudioException.of("build.sidecar-address", server);
        }
    }
}
