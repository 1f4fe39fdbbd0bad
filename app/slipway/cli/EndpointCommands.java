package slipway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.export.Difference;
import slipway.export.Imported;
import slipway.spec.EndpointSpec;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec.EndpointFolder;

/// `endpoint create|add|update|show|list|delete`: edits the workspace's files; a running studio follows them.
final class EndpointCommands {
    private EndpointCommands() {}

    static List<Object> all() {
        return List.of(new Create(), new EndpointAddCommand(), new EndpointUpdateCommand(), new EndpointScaleCommand(),
                new EndpointRollbackCommand(), new Show(), new ListAll(), new Delete(),
                new EndpointAccess.Token(),
                new EndpointAccess.RegenerateKey());
    }

    /// A command on one opened workspace.
    abstract static class OnWorkspace extends Action {
        @Override
        final int run() {
            try (Tasks tasks = new Tasks(); Workspace workspace = Workspace.open(app().workspace(), tasks)) {
                return run(workspace);
            }
        }

        abstract int run(Workspace workspace);

        final EndpointFolder folder(Workspace workspace, String name) {
            return workspace.spec().get().endpoint(name).orElseThrow(() -> StudioException.of("cli.endpoint-unknown",
                    name, String.join(", ", workspace.spec().get().endpoints().stream().map(EndpointFolder::name)
                            .toList())));
        }

        final void show(EndpointFolder folder) {
            EndpointSpec spec = folder.spec();
            if (app().json()) {
                console().json(map(folder));
            } else if (spec == null) {
                console().line(folder.name());
            } else {
                console().line(Text.of("cli.endpoint.line", spec.name(), spec.authMode().word(),
                        Splits.shown(spec.traffic()), Splits.shown(spec.mirrors())).stripTrailing());
            }
        }

        static Map<String, Object> map(EndpointFolder folder) {
            var map = new LinkedHashMap<String, Object>();
            map.put("name", folder.name());
            EndpointSpec spec = folder.spec();
            if (spec != null) {
                map.put("auth_mode", spec.authMode().word());
                map.put("description", spec.description());
                map.put("traffic", spec.traffic());
                map.put("mirror_traffic", spec.mirror());
                if (spec.slipway().free()) map.put("mirrors", spec.slipway().mirrors());
                if (spec.slipway().twin() != null) map.put("twin", spec.slipway().twin());
            }
            map.put("deployments", folder.deployments().stream().map(deployment -> deployment.name()).toList());
            return map;
        }
    }

    static AuthMode authMode(String word) {
        for (AuthMode mode : AuthMode.values()) {
            if (mode.word().equals(word)) return mode;
        }
        throw StudioException.of("cli.auth-mode", word);
    }

    @Command(name = "create", mixinStandardHelpOptions = true)
    static final class Create extends OnWorkspace {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--auth-mode", paramLabel = "MODE")
        private @Nullable String authMode;

        @Option(names = "--description", paramLabel = "TEXT")
        private @Nullable String description;

        @Option(names = "--from", paramLabel = "FILE")
        private List<Path> from = List.of();

        @Override
        int run(Workspace workspace) {
            return from.isEmpty() ? empty(workspace) : imported(workspace);
        }

        private int imported(Workspace workspace) {
            Imported read = EndpointImport.read(name, from);
            var imported = new Imported(said(read.endpoint()), read.deployments(), read.differences().stream()
                    .filter(each -> !answered(each)).toList());
            EndpointImport.write(workspace, imported);
            if (app().json()) {
                Map<String, Object> document = map(folder(workspace, name));
                document.put("differences", imported.differences().stream().map(ExportCommand::map).toList());
                console().json(document);
            } else {
                show(folder(workspace, name));
                ExportCommand.differences(console(), imported.differences());
            }
            return 0;
        }

        private int empty(Workspace workspace) {
            workspace.createEndpoint(said(new EndpointSpec(name, AuthMode.KEY, "", Map.of(), Map.of(), Map.of())));
            show(folder(workspace, name));
            return 0;
        }

        /// What the person says counts for more than what a file says.
        private EndpointSpec said(EndpointSpec endpoint) {
            EndpointSpec named = description == null ? endpoint : endpoint.withDescription(description);
            return authMode == null ? named : named.withAuthMode(authMode(authMode));
        }

        /// Whether a difference asks for what the person has said.
        private boolean answered(Difference difference) {
            return difference.deployment().isEmpty() && ((authMode != null && difference.field().equals("auth_mode"))
                    || (description != null && difference.field().equals("description")));
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true)
    static final class Show extends OnWorkspace {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Workspace workspace) {
            show(folder(workspace, name));
            return 0;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true)
    static final class ListAll extends OnWorkspace {
        @Override
        int run(Workspace workspace) {
            List<EndpointFolder> all = workspace.spec().get().endpoints();
            if (app().json()) {
                console().json(all.stream().map(OnWorkspace::map).toList());
            } else {
                all.forEach(this::show);
            }
            return 0;
        }
    }

    @Command(name = "delete", mixinStandardHelpOptions = true)
    static final class Delete extends OnWorkspace {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Workspace workspace) {
            List<String> deployments = folder(workspace, name).deployments().stream().map(spec -> spec.name()).toList();
            workspace.deleteEndpoint(name);
            console().message(Text.of("cli.endpoint.deleted", name, String.join(", ", deployments)));
            return 0;
        }
    }
}
