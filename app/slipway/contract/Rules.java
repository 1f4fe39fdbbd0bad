package slipway.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the contract files share: sizes, and the variables that our sample server reads beside the platform's own.
final class Rules {
    static final long MB = 1_000_000;
    static final long MIB = 1024 * 1024;

    private Rules() {}

    /// Variables for the sample server; a `launch` with port 0 leaves `${port}` for the engine to fill in.
    static Map<String, String> sampleServer(String contract, Launch launch) {
        var env = new LinkedHashMap<String, String>();
        env.put("SLIPWAY_CONTRACT", contract);
        env.put("SLIPWAY_PORT", port(launch));
        env.put("SLIPWAY_MODEL_DIR", launch.modelPath());
        env.put("SLIPWAY_MODEL_NAME", launch.model());
        env.put("SLIPWAY_MODEL_VERSION", launch.version());
        return env;
    }

    static String port(Launch launch) {
        return launch.port() == 0 ? "${port}" : String.valueOf(launch.port());
    }
}
