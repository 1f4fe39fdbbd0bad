package slipway.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import slipway.testkit.PrivateDaemon;
import slipway.testkit.Sources;

/// NVIDIA's hook, runtime and `nvidia-smi` as scripts in a folder of a test, where there is no GPU: the engine's own way
/// to hand GPUs to containers is the real one. It has two GPUs.
record GpuStandIn(Path folder) {
    static final String UUID = "GPU-3b1f8c52-7d0e-4a61-9c2b-5e8f0a4d7c19";

    static GpuStandIn in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("share"));
        var standIn = new GpuStandIn(folder);
        // containers read it as a user of their own
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(standIn.share(), PosixFilePermissions.fromString("rwxr-xr-x"));
        standIn.install("nvidia-smi", standIn.share().resolve("nvidia-smi"));
        standIn.install("runtime", folder.resolve("nvidia-container-runtime"));
        Files.createDirectories(folder.resolve("bin"));
        program(folder.resolve("bin/nvidia-container-runtime-hook"), "#!/bin/sh\nexit 0\n");
        Files.copy(Sources.base().resolve("src/test/resources/gpu/h100.csv"), standIn.share().resolve("gpus.csv"));
        return standIn;
    }

    private void install(String name, Path at) throws IOException {
        program(at, Sources.read("src/test/resources/gpu-stand-in/" + name).replace("@SHARE@", share().toString()));
    }

    private static void program(Path at, String text) throws IOException {
        Files.writeString(at, text);
        Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path share() {
        return folder.resolve("share");
    }

    /// `nvidia-smi` as it is outside of containers.
    GpuTool tool() {
        return new GpuTool(share().resolve("nvidia-smi").toString());
    }

    /// An engine that was given the hook, the runtime or both.
    PrivateDaemon.Setup setup(boolean hook, boolean runtime, boolean byDefault) {
        String runtimes = "\"runtimes\":{\"nvidia\":{\"path\":\"" + folder + "/nvidia-container-runtime\"}}";
        String config = !runtime
                ? "{}"
                : "{" + (byDefault ? "\"default-runtime\":\"nvidia\"," : "") + runtimes + "}";
        return new PrivateDaemon.Setup(hook ? folder.resolve("bin") : null, config, 0);
    }

    /// The containers' right to the GPUs is taken away, or given back.
    void lose(boolean lost) throws IOException {
        if (lost) Files.writeString(share().resolve("lost"), "");
        else
            Files.deleteIfExists(share().resolve("lost"));
    }

    /// Process `pid` holds so many MiB on the first GPU.
    void hold(long pid, int mebibytes) throws IOException {
        Files.writeString(share().resolve("apps.csv"), pid + ", " + UUID + ", " + mebibytes + "\n");
    }
}
