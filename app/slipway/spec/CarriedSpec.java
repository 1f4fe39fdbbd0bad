package slipway.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Masked;
import slipway.base.StudioException;

/// A deployment’s file as it may go to another machine; comments and unknown keys stay. Immutable.
///
/// @param text    the file’s text
/// @param secrets names of the variables that were taken out because their values look secret or are said to be
public record CarriedSpec(String text, List<String> secrets) {
    public CarriedSpec {
        secrets = List.copyOf(secrets);
    }

    /// Takes secrets out of `text`, and where `image` is given lets the file name that and no digest of a registry.
    ///
    /// @param file names the file in problems, and paths are read relative to it
    public static CarriedSpec of(Path file, String text, DeploymentSpec spec, @Nullable String image) {
        var secrets = new ArrayList<String>();
        Map<String, String> kept = new LinkedHashMap<>(spec.environment());
        kept.entrySet().removeIf(each -> Masked.secret(each.getKey(), each.getValue())
                || spec.slipway().swarm().secrets().contains(each.getKey()));
        String changed = text;
        for (String name : spec.environment().keySet()) {
            if (kept.containsKey(name)) continue;
            secrets.add(name);
            changed = YamlEdit.setPath(file, changed, List.of("environment_variables", name), null);
        }
        if (image != null) {
            if (!image.equals(spec.image()))
                changed = YamlEdit.setPath(file, changed, List.of("environment", "image"), YamlWriter.quoted(image));
            if (spec.slipway().imageDigest() != null)
                changed = YamlEdit.setPath(file, changed, List.of("x-slipway", "image_digest"), null);
        }
        DeploymentSpec read = SpecEdits.deployment(file, changed, spec.endpoint());
        boolean right = read.environment().equals(kept)
                && (image == null || (image.equals(read.image()) && read.slipway().imageDigest() == null));
        if (!right) throw StudioException.of("spec.edit-unsafe", file.getFileName());
        return new CarriedSpec(changed, secrets);
    }
}
