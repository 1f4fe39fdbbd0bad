package slipway.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// What an edited file must come to before it is written: it reads without a problem, and as was asked. Stateless.
final class SpecEdits {
    private SpecEdits() {}

    /// `text` with values under `x-slipway`.
    static String extended(Path file, String text, Map<List<String>, @Nullable String> values) {
        String changed = text;
        for (var entry : values.entrySet()) {
            var path = new ArrayList<>(List.of("x-slipway"));
            path.addAll(entry.getKey());
            changed = YamlEdit.setPath(file, changed, path, entry.getValue());
        }
        return changed;
    }

    static DeploymentSpec deployment(Path file, String text, String endpoint) {
        var problems = new SpecProblems(file);
        var tree = YamlSource.parse(text, problems).root();
        DeploymentSpec read = tree == null ? null : DeploymentYaml.read(tree, file, endpoint, problems);
        refuse(problems);
        if (read == null) throw StudioException.of("spec.edit-unsafe", file.getFileName());
        return read;
    }

    /// With `extension`, what stands under `x-slipway` may change besides what is `expected`.
    static void check(Path file, String before, String after, Set<String> names,
            UnaryOperator<EndpointSpec> expected, boolean extension) {
        var problems = new SpecProblems(file);
        EndpointSpec now = FolderReader.candidate(file, after, names, problems);
        refuse(problems);
        EndpointSpec old = FolderReader.candidate(file, before, names, new SpecProblems(file));
        EndpointSpec from = old == null ? now : old;
        boolean right = now != null && from != null && expected.apply(from)
                .equals(extension ? now.withExtension(from.slipway()) : now);
        if (!right) {
            throw StudioException.of("spec.edit-unsafe", file.getFileName());
        }
    }

    static void refuse(SpecProblems problems) {
        if (!problems.good()) throw new StudioException(problems.errors().getFirst().problem());
    }

    static Map<String, Integer> withoutZeros(Map<String, Integer> shares) {
        var kept = new LinkedHashMap<String, Integer>();
        shares.forEach((name, share) -> {
            if (share != 0) kept.put(name, share);
        });
        return kept;
    }
}
