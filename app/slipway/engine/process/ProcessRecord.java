package slipway.engine.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.engine.Workload;

/// What the state folder keeps of one process, so that a later studio recognises it. `pid` is 0 from just before the
/// start until it is known; `run` marks everything the run starts; `startMark` as [ProcFs#startMark].
record ProcessRecord(String key, int replica, long revision, long pid, String startMark, String run, String url,
        List<String> command, Map<String, String> environment, @Nullable String modelFolder, int port, long memoryBytes,
        String out, String err) {

    static ProcessRecord intended(Workload workload, String run, URI url, Path out, Path err) {
        Path model = workload.modelFolder();
        return new ProcessRecord(workload.key(), workload.replica(), workload.revision(), 0, "", run, url.toString(),
                workload.command(), workload.environment(), model == null ? null : model.toString(), workload.port(),
                workload.memoryBytes(), out.toString(), err.toString());
    }

    ProcessRecord started(long id, String mark) {
        return new ProcessRecord(key, replica, revision, id, mark, run, url, command, environment, modelFolder, port,
                memoryBytes, out, err);
    }

    Workload workload() {
        return new Workload(key, replica, revision, command, environment,
                modelFolder == null ? null : Path.of(modelFolder), port, memoryBytes, null);
    }
}
