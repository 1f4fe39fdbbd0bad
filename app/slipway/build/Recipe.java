package slipway.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.engine.ContextEntry;

/// How an image for a model is made: a Dockerfile to show and to change, and what it is built from. Made by [Recipes].
///
/// [#dockerfile] is quick; [#tag] and [#source] read the inputs and may take seconds the first time, so they are for a
/// task. Any thread.
public final class Recipe {
    /// What is inside, besides what the person changes.
    public enum Kind {
        SAMPLE_SERVER, SAMPLE_SERVER_ONLINE, PYTHON;

        /// `sample-server-online`
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Puts everything but the Dockerfile into a context.
    @FunctionalInterface
    interface Ingredients {
        void into(FilesContext context) throws IOException, InterruptedException;
    }

    private final Kind kind;
    private final String image;
    private final String generated;
    private final RecipeFile file;
    private final Ingredients ingredients;
    private @Nullable String tagged;
    private @Nullable String taggedText;

    /// @param image name of the image and the beginning of its tag: `slipway/sample-server:0.1.0`
    Recipe(Kind kind, String image, String generated, RecipeFile file, Ingredients ingredients) {
        this.kind = kind;
        this.image = image;
        this.generated = generated;
        this.file = file;
        this.ingredients = ingredients;
    }

    public Kind kind() {
        return kind;
    }

    /// What will be built: the person's own text where there is one.
    public String dockerfile() {
        return file.edited().orElse(generated);
    }

    /// What Slipway makes, whatever a person changed.
    public String generated() {
        return generated;
    }

    /// Whether a person changed the Dockerfile.
    public boolean edited() {
        return file.edited().isPresent();
    }

    /// Where the Dockerfile is kept once it is saved: `Dockerfile.slipway…` with the model.
    public Path file() {
        return file.path();
    }

    /// Writes the generated Dockerfile to [#file] for a person to change; answers false, and writes nothing, where one was
    /// changed before.
    public boolean offer() {
        return file.offer(generated);
    }

    /// Keeps a person's text in [#file]; the generated one takes a change back.
    public void save(String dockerfile) {
        file.keep(dockerfile, generated);
    }

    /// `slipway/sample-server:0.1.0-3f2a91c07b`: the same as long as nothing that goes in has changed, so an image of that
    /// name need not be built again.
    public synchronized String tag() throws InterruptedException {
        String text = dockerfile();
        if (tagged == null || !text.equals(taggedText)) {
            var hash = new InputHash();
            try {
                for (ContextEntry entry : context(text).entries()) {
                    hash.add(entry);
                }
            } catch (IOException e) {
                throw failed(e);
            }
            tagged = image + "-" + hash.text();
            taggedText = text;
        }
        return tagged;
    }

    /// The context to build from; its Dockerfile is [FilesContext#DOCKERFILE].
    public FilesContext source() throws InterruptedException {
        try {
            return context(dockerfile());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private FilesContext context(String text) throws IOException, InterruptedException {
        var context = new FilesContext(text);
        ingredients.into(context);
        return context;
    }

    private static StudioException failed(IOException e) {
        return new StudioException(Problem.of("build.inputs", String.valueOf(e.getMessage())), e);
    }
}
