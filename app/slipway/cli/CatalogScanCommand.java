package slipway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.Catalog;
import slipway.catalog.CatalogView;
import slipway.catalog.Finding;
import slipway.catalog.Model;
import slipway.contract.Tensor;

/// `catalog scan DIR`: every model found, in the shape of the documentation; a single file may be asked about too.
@Command(name = "scan", mixinStandardHelpOptions = true)
final class CatalogScanCommand extends Action {
    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    @Override
    int run() throws InterruptedException {
        Path root = folder.toAbsolutePath().normalize();
        if (!Files.exists(root)) throw StudioException.of("cli.folder-missing", root);
        CatalogView view = Catalog.scan(root);
        if (app().json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("models", view.models().stream().map(CatalogScanCommand::map).toList());
            document.put("problems", view.problems().stream().map(broken -> Map.of("path", broken.path(), "message",
                    broken.problem().what() + ": " + broken.problem().why())).toList());
            document.put("elapsedMs", view.elapsedMillis());
            console().json(document);
            return 0;
        }
        var table = new Table(Text.of("cli.scan.model"), Text.of("cli.scan.format"), Text.of("cli.scan.framework"),
                Text.of("cli.scan.size"), Text.of("cli.scan.findings"), Text.of("cli.scan.path"));
        view.models().forEach(model -> table.row(model.title(), model.format(), dash(model.framework()),
                Units.bytes(model.sizeBytes()), String.valueOf(model.findings().size()), model.relativePath()));
        console().line(table.text());
        view.problems().forEach(broken -> {
            console().message(broken.path());
            console().problem(broken.problem());
        });
        console().message(Text.of("cli.scan.done", view.models().size(), view.problems().size(),
                Units.millis((double) view.elapsedMillis())));
        return 0;
    }

    private static String dash(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "–" : text;
    }

    private static Map<String, Object> map(Model model) {
        var map = new LinkedHashMap<String, Object>();
        map.put("path", model.relativePath());
        map.put("name", model.named() ? model.name() : null);
        map.put("version", model.version());
        map.put("format", model.format());
        map.put("framework", model.framework());
        map.put("contains", model.contains());
        map.put("contracts", model.contracts());
        map.put("sizeBytes", model.sizeBytes());
        map.put("sha256", model.sha256());
        map.put("inputs", tensors(model.signature().inputs()));
        map.put("outputs", tensors(model.signature().outputs()));
        map.put("findings", model.findings().stream().map(CatalogScanCommand::map).toList());
        return map;
    }

    private static List<Map<String, Object>> tensors(List<Tensor> tensors) {
        return tensors.stream().map(tensor -> {
            var map = new LinkedHashMap<String, Object>();
            map.put("name", tensor.name());
            map.put("type", tensor.type());
            map.put("shape", tensor.shape());
            return (Map<String, Object>) map;
        }).toList();
    }

    private static Map<String, Object> map(Finding finding) {
        var map = new LinkedHashMap<String, Object>();
        map.put("rule", finding.rule());
        map.put("severity", finding.severity().name().toLowerCase(java.util.Locale.ROOT));
        map.put("message", finding.message());
        map.put("file", finding.file());
        return map;
    }
}
