package slipway.contract;

/// What a contract needs to know to say how a model is started: `modelPath` is the folder as the server sees it.
public record Launch(String endpoint, String deployment, String model, String version, String modelPath, int port) {}
