package slipway.check;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Twin;

/// What to check, and with what.
///
/// @param name      as a person named it; the key under which runs are compared
/// @param image     reference of an image that is here; null for the others
/// @param folder    a model, or a folder with a Dockerfile, to build and run; null for the others
/// @param url       a server that somebody else runs; null for the others
/// @param artifact  mounted where the platform mounts it; null to take `folder` where that is a model
/// @param request   the prediction to send where no signature says it
/// @param port      where the server listens inside the container; 0 for the contract's
/// @param modelName for routes that name the model; null for the artifact's own
public record CheckTarget(String name, @Nullable String image, @Nullable Path folder, @Nullable URI url,
        @Nullable Path artifact, @Nullable Request request, int port, @Nullable String modelName) {
    /// A prediction to send: `body` as it goes over the wire.
    public record Request(String contentType, String body) {}

    public static CheckTarget image(String reference) {
        return new CheckTarget(reference, reference, null, null, null, null, 0, null);
    }

    public static CheckTarget folder(String name, Path folder) {
        return new CheckTarget(name, null, folder, null, null, null, 0, null);
    }

    /// A folder or file, named relative to the workspace in `root` where it lies in it: the same on every machine.
    public static CheckTarget folder(Path root, Path path) {
        Path here = root.toAbsolutePath().normalize();
        Path there = path.toAbsolutePath().normalize();
        String name = there.startsWith(here) && !there.equals(here)
                ? here.relativize(there).toString()
                : path.toString();
        return folder(name.replace('\\', '/'), path);
    }

    public static CheckTarget url(URI url) {
        return new CheckTarget(url.toString(), null, null, url, null, null, 0, null);
    }

    public CheckTarget with(@Nullable Path mounted) {
        return new CheckTarget(name, image, folder, url, mounted, request, port, modelName);
    }

    public CheckTarget with(@Nullable Request prediction) {
        return new CheckTarget(name, image, folder, url, artifact, prediction, port, modelName);
    }

    /// The command that checks it under `contracts`; a `request` has no words there and is left out.
    public String command(List<String> contracts) {
        return Twin.of("check").add(word()).add("--contract", String.join(",", contracts))
                .addIf(artifact != null, "--model", String.valueOf(artifact)).addIf(port > 0, "--port", port)
                .addIf(modelName != null, "--model-name", String.valueOf(modelName)).toString();
    }

    /// What names it on the command line, from whatever folder.
    String word() {
        return folder == null ? name : folder.toAbsolutePath().normalize().toString();
    }

    /// `model`, `image` or `url`.
    public String kind() {
        return url != null ? "url" : image != null ? "image" : "model";
    }
}
