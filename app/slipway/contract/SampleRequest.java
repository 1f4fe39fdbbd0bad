package slipway.contract;

/// A request that fits a signature under a contract: `form` names the payload form (`dataframe_split`, `csv` …).
public record SampleRequest(String form, String method, String path, String contentType, String body) {}
