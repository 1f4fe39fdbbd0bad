package slipway.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

import slipway.base.StudioException;
import slipway.catalog.Model;
import slipway.contract.ServingContract;
import slipway.engine.ContextEntry;

/// What goes into an image for a Python model: what it needs by pip, and a server that speaks the contract's routes. The
/// model is mounted, so one image serves every version with the same needs. Stateless.
final class PythonImage {
    private static final String SERVE = "serve";
    private static final String WHEELS = "/opt/program/wheels/";

    private PythonImage() {}

    static String dockerfile(Model model, ServingContract contract, PythonNeeds needs) {
        String framework = model.framework() == null ? model.format() : model.format() + ", " + model.framework();
        return """
                # Serves %s (%s) as %s does.
                # The model is not inside: it is mounted read-only at %s.
                # BASE may be any image with this Python and pip, one that is already here included.
                ARG BASE=python:%s-slim
                FROM ${BASE}
                %s
                COPY requirements.txt /opt/program/
                %sRUN python3 -m pip install --no-cache-dir -r /opt/program/requirements.txt
                %s
                EXPOSE %d
                USER 65532:65532

                %s
                %s
                """.formatted(oneLine(model.title()), oneLine(framework), contract.title(), contract.modelPath(),
                needs.python(),
                curl(contract), needs.wheelhouse() == null ? "" : "COPY wheels/ " + WHEELS + "\n",
                environment(model, contract), contract.port(),
                serves(contract)
                        ? "# no entrypoint: the argument is the program"
                        : "# exec form, so that SIGTERM arrives",
                entrypoint(model, contract));
    }

    /// A name comes from somebody’s file, and a line of its own would be an instruction.
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
    }

    static void into(FilesContext context, Model model, ServingContract contract, PythonNeeds needs)
            throws IOException {
        Path wheels = needs.wheelhouse();
        String from = wheels == null ? "" : "--no-index\n--find-links " + WHEELS + "\n";
        context.text("requirements.txt", from + needs.requirements());
        if (wheels != null) context.folder("wheels", wheels);
        if (!ownServer(model, contract)) context.text("server.py", server());
        if (serves(contract)) context.add(ContextEntry.text(SERVE, serve(model, contract)).runnable());
    }

    /// MLflow brings a server with the routes of these contracts.
    private static boolean ownServer(Model model, ServingContract contract) {
        return model.format().equals("mlflow") && Set.of("mlflow", "sagemaker").contains(contract.id());
    }

    private static String curl(ServingContract contract) {
        return contract.id().equals("oci-byoc")
                ? """

                        # OCI Data Science’s health check runs curl inside the container
                        RUN command -v curl >/dev/null || \\
                            { apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*; }
                        """
                : "";
    }

    private static String environment(Model model, ServingContract contract) {
        String always = "ENV PYTHONUNBUFFERED=1 HOME=/tmp";
        if (ownServer(model, contract)) return serveProgram(contract) + always;
        return "COPY server.py /opt/program/\n" + serveProgram(contract) + always + " MODEL_DIR=" + contract.modelPath()
                + " PORT="
                + contract.port();
    }

    /// SageMaker runs the image with the argument `serve`, which must be a program on the path (A125, A126).
    private static boolean serves(ServingContract contract) {
        return contract.id().equals("sagemaker");
    }

    private static String serveProgram(ServingContract contract) {
        return serves(contract)
                ? """

                        # the program that SageMaker runs: docker run IMAGE serve
                        COPY serve /opt/program/
                        RUN chmod 755 /opt/program/serve
                        ENV PATH=/opt/program:$PATH
                        """
                : "";
    }

    private static String serve(Model model, ServingContract contract) {
        return "#!/bin/sh\n# exec, so that SIGTERM arrives\nexec " + command(model, contract) + "\n";
    }

    private static String entrypoint(Model model, ServingContract contract) {
        if (serves(contract)) return "CMD [\"serve\"]";
        if (!ownServer(model, contract)) return "ENTRYPOINT [\"python3\", \"/opt/program/server.py\"]";
        return "ENTRYPOINT [\"/bin/sh\", \"-c\", \"exec " + command(model, contract) + "\", \"serve\"]";
    }

    private static String command(Model model, ServingContract contract) {
        return ownServer(model, contract)
                ? "mlflow models serve --env-manager local --host 0.0.0.0 --port ${SAGEMAKER_BIND_TO_PORT:-"
                        + contract.port() + "} --model-uri " + contract.modelPath()
                : "python3 /opt/program/server.py";
    }

    /// The Python server of the recipes, which runs without an image too.
    static String server() throws IOException {
        try (InputStream in = PythonImage.class.getResourceAsStream("/recipes/server.py")) {
            if (in == null) throw StudioException.of("build.class-missing", "recipes/server.py");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
