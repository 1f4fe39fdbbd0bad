package slipway.build;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import slipway.catalog.Catalog;
import slipway.contract.Contracts;

/// Main of a Slipway started another way: writes the build context of a model's sample server to a file and its tag to
/// standard output.
final class ContextProbe {
    private ContextProbe() {}

    public static void main(String[] args) throws Exception {
        Recipe recipe = Recipes.forModel(Catalog.read(Path.of(args[0])), Contracts.byId("oci-byoc").orElseThrow())
                .orElseThrow();
        try (InputStream in = recipe.source().open(sent -> {})) {
            Files.copy(in, Path.of(args[1]));
        }
        System.out.println(recipe.tag());
    }
}
