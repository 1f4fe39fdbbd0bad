package slipway.catalog;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;

/// What a model file says of itself in its header; nothing is invented.
///
/// @param format    format id
/// @param name      as the artifact itself states it, else null
/// @param version   as the artifact itself states it, else null
/// @param framework library and version that made it, else null
/// @param contains  format ids of what is wrapped in it
/// @param contracts contract ids that can serve it as it is
/// @param facts     further figures by stable key: `parameters` (count), `quantization`, `architecture`,
///                  `context_length`, `opset`, `license` …, in the order to be shown
record Header(String format, @Nullable String name, @Nullable String version, @Nullable String framework,
        Signature signature, List<String> contains, List<String> contracts, Map<String, String> facts,
        List<Finding> findings) {}
