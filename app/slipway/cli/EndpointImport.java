package slipway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.export.Imported;
import slipway.export.SpecImports;
import slipway.spec.EndpointSpec;
import slipway.spec.Workspace;

/// An endpoint made from another platform’s files. Stateless.
final class EndpointImport {
    private EndpointImport() {}

    static Imported read(String endpoint, List<Path> files) {
        var texts = new LinkedHashMap<String, String>();
        files.forEach(file -> texts.put(file.toString(), TextFiles.read(file)));
        return SpecImports.read(endpoint, texts);
    }

    /// Writes its files; where one is refused, none stays.
    static void write(Workspace workspace, Imported imported) {
        EndpointSpec wanted = imported.endpoint();
        var own = wanted.slipway();
        workspace.createEndpoint(new EndpointSpec(wanted.name(), wanted.authMode(), wanted.description(),
                wanted.tags(), Map.of(), Map.of(), new EndpointSpec.Extension(own.free(), Map.of(), null, own.random(),
                        own.seed(), own.sticky(), own.bandwidthMbps(), own.maxBodyMb(), own.logs())));
        try {
            imported.deployments().forEach(workspace::createDeployment);
            if (!own.mirrors().isEmpty()) {
                var mirrors = new LinkedHashMap<List<String>, @Nullable String>();
                mirrors.put(List.of("traffic", "mirrors"), own.mirrors().entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining(", ", "{", "}")));
                workspace.setExtension(wanted.name(), mirrors);
            }
            workspace.setSplit(wanted.name(), wanted.traffic(), wanted.mirror());
        } catch (RuntimeException e) {
            workspace.deleteEndpoint(wanted.name());
            throw e;
        }
    }
}
