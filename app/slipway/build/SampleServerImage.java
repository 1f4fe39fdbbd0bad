package slipway.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

import slipway.contract.Contracts;
import slipway.engine.ContextEntry;

/// What goes into an image of our sample server, which all ONNX models share: the model is mounted, and the contract's
/// environment says which platform's routes and port are wanted. Stateless.
final class SampleServerImage {
    // unpacking natives at the start would need a folder that programs may run from, which a hardened container has not
    private static final String JAVA = "\"--enable-native-access=ALL-UNNAMED\", \"-XX:+UseSerialGC\", "
            + "\"-XX:TieredStopAtLevel=1\", \"-XX:MaxRAMPercentage=50\", \"-XX:+ExitOnOutOfMemoryError\", "
            + "\"-Donnxruntime.native.path=/app/native\", \"slipway.serve.SampleServer\"";
    private static final String CHECK = "\"-XX:+UseSerialGC\", \"-XX:TieredStopAtLevel=1\", \"-Xmx32m\", "
            + "\"slipway.serve.HealthCheck\"";

    private SampleServerImage() {}

    /// On nothing but what this machine has: builds without any registry.
    static String dockerfile() {
        return """
                # Slipway’s sample server for ONNX models on an empty image: its own Java runtime, the system libraries
                # that it asks for, its classes. The model is mounted where the platform does, and SLIPWAY_CONTRACT says
                # which platform that is.
                # This machine’s curl comes along where it has one: OCI Data Science’s health check runs it.
                FROM scratch
                COPY system/ /
                COPY jre/ /jre/
                COPY app/ /app/

                """ + tail("/jre/bin/java");
    }

    /// On a public Java image, for people who can reach a registry.
    static String onlineDockerfile() {
        return """
                # Slipway’s sample server for ONNX models on a public Java image. The model is mounted where the platform
                # does, and SLIPWAY_CONTRACT says which platform that is.
                FROM eclipse-temurin:25-jre

                # OCI Data Science’s health check runs curl inside the container
                RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
                COPY app/ /app/

                """
                + tail("/opt/java/openjdk/bin/java");
    }

    private static String tail(String java) {
        String ports = Contracts.ALL.stream().map(contract -> contract.port()).distinct().sorted().map(String::valueOf)
                .collect(Collectors.joining(" "));
        return """
                ENV LANG=C.UTF-8 SLIPWAY_BIND=0.0.0.0 CLASSPATH=/app/classes:/app/lib/*
                # ONNX Runtime reports its use to its maker unless told not to, and needs a shell for that
                ENV ORT_DISABLE_TELEMETRY=1
                EXPOSE %1$s
                USER 65532:65532

                # a program of its own, since there need not be a shell nor curl
                HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["%2$s", %3$s]

                # exec form, so that SIGTERM arrives; SageMaker’s argument "serve" is accepted
                ENTRYPOINT ["%2$s", %4$s]
                """.formatted(ports, java, CHECK, JAVA);
    }

    /// For [#dockerfile].
    static void into(FilesContext context) throws IOException, InterruptedException {
        ServerRuntime runtime = ServerRuntime.prepare();
        context.add(ContextEntry.folder("system", 0755)).add(ContextEntry.folder("system/tmp", 01777));
        context.add(ContextEntry.folder("system/etc", 0755));
        context.text("system/etc/passwd", "nonroot:x:65532:65532:nonroot:/:/sbin/nologin\n");
        for (Path library : runtime.systemLibraries()) {
            context.file("system" + library, library);
        }
        for (Path program : runtime.systemPrograms()) {
            context.file("system" + program, program);
        }
        context.folder("jre", runtime.jre());
        app(context, runtime);
    }

    /// For [#onlineDockerfile].
    static void intoOnline(FilesContext context) throws IOException, InterruptedException {
        app(context, ServerRuntime.prepare());
    }

    private static void app(FilesContext context, ServerRuntime runtime) throws IOException {
        context.folder("app/native", runtime.natives());
        ServerClasses.into(context, "app");
    }
}
