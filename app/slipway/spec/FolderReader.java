package slipway.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

import slipway.base.Problem;
import slipway.spec.WorkspaceSpec.EndpointFolder;

/// Reads the folder of one endpoint and remembers what each of its files said when it was last good. Owned by
/// [WorkspaceReader]; under its lock.
final class FolderReader {
    private final Path folder;
    private final Map<Path, DeploymentSpec> goodDeployments = new HashMap<>();
    private @Nullable EndpointSpec goodEndpoint;

    private record Parsed(Path file, @Nullable MappingNode root, SpecProblems problems) {
        @Nullable
        String text(String key) {
            return root == null ? null : YamlMap.of(root, new SpecProblems(file)).text(key);
        }
    }

    /// What the folder holds now; `files` by deployment name.
    record Found(EndpointFolder endpoint, @Nullable Path endpointFile, Map<String, Path> files,
            List<SpecProblem> errors, List<SpecProblem> notes) {}

    FolderReader(Path folder) {
        this.folder = folder;
    }

    /// Whether `folder` itself holds an online endpoint or deployment by schema, as Azure's example folders do.
    static boolean isOne(Path folder) {
        return SpecFiles.yamlFiles(folder).stream().map(FolderReader::parse).anyMatch(parsed -> {
            String schema = parsed.text("$schema");
            return schema != null && (schema.contains("OnlineEndpoint") || schema.contains("OnlineDeployment"));
        });
    }

    Found read() {
        var errors = new ArrayList<SpecProblem>();
        var notes = new ArrayList<SpecProblem>();
        var deployments = new ArrayList<Parsed>();
        Parsed endpoint = null;
        for (Path file : SpecFiles.yamlFiles(folder)) {
            if (file.endsWith("slipway.yml")) continue;
            Parsed parsed = parse(file);
            if (!isEndpoint(parsed)) {
                deployments.add(parsed);
            } else if (endpoint == null) {
                endpoint = parsed;
            } else {
                parsed.problems.add(parsed.root, "spec.duplicate", "endpoint");
                errors.addAll(parsed.problems.errors());
            }
        }
        EndpointSpec spec = endpoint == null ? null : endpointSpec(endpoint);
        if (endpoint == null) goodEndpoint = null;
        String name = name(spec, deployments);
        var files = new LinkedHashMap<String, Path>();
        var read = deployments(deployments, name, files, errors, notes);
        if (endpoint != null) {
            spec = inForce(endpoint, spec, possibleNames(read, deployments));
            errors.addAll(endpoint.problems.errors());
            notes.addAll(endpoint.problems.notes());
        } else if (!read.isEmpty()) {
            errors.add(new SpecProblem(folder.resolve("endpoint.yml"), 0, 0,
                    Problem.of("spec.endpoint-missing", name)));
        }
        return new Found(
                new EndpointFolder(name, folder, spec, List.copyOf(read), carried(endpoint, deployments, files)),
                endpoint == null ? null : endpoint.file, files, errors, notes);
    }

    private static Map<String, Map<String, Object>> carried(@Nullable Parsed endpoint, List<Parsed> deployments,
            Map<String, Path> files) {
        var all = new HashMap<String, Map<String, Object>>();
        if (endpoint != null && endpoint.root != null) all.put("", CarriedKeys.endpoint(endpoint.root));
        files.forEach((name, file) -> {
            for (Parsed each : deployments) {
                if (each.file.equals(file) && each.root != null) all.put(name, CarriedKeys.deployment(each.root));
            }
        });
        return all;
    }

    /// Reads `text` as this folder's endpoint file would be read: for an edit before it is written.
    static @Nullable EndpointSpec candidate(Path file, String text, Set<String> deployments, SpecProblems problems) {
        MappingNode root = YamlSource.parse(text, problems).root();
        if (root == null || !problems.good()) return null;
        EndpointSpec spec = EndpointYaml.read(root, problems);
        if (spec != null) TrafficRules.checkNames(spec, deployments, YamlMap.of(root, problems), problems);
        return spec;
    }

    private @Nullable EndpointSpec endpointSpec(Parsed endpoint) {
        if (endpoint.root == null || !endpoint.problems.good()) return goodEndpoint;
        EndpointSpec spec = EndpointYaml.read(endpoint.root, endpoint.problems);
        if (spec == null) return goodEndpoint;
        if (!folder.endsWith(spec.name())) {
            endpoint.problems.note(endpoint.root, "spec.folder-name", spec.name(), folder.getFileName());
        }
        return spec;
    }

    /// A split over deployments that are not there never replaces a good one; where there is none yet it is taken as
    /// written, so that the deployments that are there can serve.
    private @Nullable EndpointSpec inForce(Parsed endpoint, @Nullable EndpointSpec spec, Set<String> names) {
        if (spec == null || endpoint.root == null || !endpoint.problems.good()) return spec;
        TrafficRules.checkNames(spec, names, YamlMap.of(endpoint.root, new SpecProblems(endpoint.file)),
                endpoint.problems);
        if (endpoint.problems.good()) goodEndpoint = spec;
        return goodEndpoint == null ? spec : goodEndpoint;
    }

    private List<DeploymentSpec> deployments(List<Parsed> parsed, String endpoint, Map<String, Path> files,
            List<SpecProblem> errors, List<SpecProblem> notes) {
        goodDeployments.keySet().retainAll(parsed.stream().map(Parsed::file).toList());
        var found = new TreeMap<String, DeploymentSpec>();
        for (Parsed one : parsed) {
            MappingNode root = one.root;
            DeploymentSpec last = goodDeployments.get(one.file);
            if (root != null && one.problems.good() && last == null && !DeploymentYaml.isOne(root)) {
                one.problems.note((Node) null, "spec.not-a-deployment", one.file.getFileName());
            } else {
                DeploymentSpec spec = root == null || !one.problems.good()
                        ? null
                        : DeploymentYaml.read(root, one.file, endpoint, one.problems);
                if (spec == null) spec = last;
                if (spec != null && found.putIfAbsent(spec.name(), spec) == null) {
                    goodDeployments.put(one.file, spec);
                    files.put(spec.name(), one.file);
                } else if (spec != null) {
                    one.problems.add(root, "spec.duplicate", spec.name());
                }
            }
            errors.addAll(one.problems.errors());
            notes.addAll(one.problems.notes());
        }
        return List.copyOf(found.values());
    }

    private String name(@Nullable EndpointSpec spec, List<Parsed> deployments) {
        if (spec != null) return spec.name();
        String own = String.valueOf(folder.getFileName());
        var said = new LinkedHashSet<String>();
        for (Parsed parsed : deployments) {
            String name = parsed.text("endpoint_name");
            if (name != null) said.add(name);
        }
        return said.size() == 1 && Placeholders.inAngles(said.getFirst()) == null ? said.getFirst() : own;
    }

    /// A file that cannot be read yet may be the deployment of its own name.
    private static Set<String> possibleNames(List<DeploymentSpec> read, List<Parsed> parsed) {
        var names = new LinkedHashSet<String>();
        read.forEach(spec -> names.add(spec.name()));
        for (Parsed one : parsed) {
            if (!one.problems.good()) {
                names.add(String.valueOf(one.file.getFileName()).replaceFirst("\\.ya?ml$", ""));
                String name = one.text("name");
                if (name != null) names.add(name);
            }
        }
        return names;
    }

    private static boolean isEndpoint(Parsed parsed) {
        String schema = parsed.text("$schema");
        if (schema != null) return schema.contains("OnlineEndpoint");
        return parsed.file.endsWith("endpoint.yml") || parsed.file.endsWith("endpoint.yaml");
    }

    private static Parsed parse(Path file) {
        var problems = new SpecProblems(file);
        String text = SpecFiles.text(file, problems);
        return new Parsed(file, text == null ? null : YamlSource.parse(text, problems).root(), problems);
    }
}
