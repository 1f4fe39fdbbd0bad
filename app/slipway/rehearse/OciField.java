package slipway.rehearse;

import java.util.Arrays;
import java.util.Optional;

/// The fields of OCI's `environmentConfigurationDetails`, by what an update may do to them.
enum OciField {
    TYPE("environmentConfigurationType", Kind.TYPE), IMAGE("image", Kind.SOURCE), DIGEST("imageDigest", Kind.SOURCE),
    SIGNATURE("imageSignatureId", Kind.TEXT), SERVER_PORT("serverPort", Kind.PORT),
    HEALTH_PORT("healthCheckPort", Kind.PORT), ENVIRONMENT("environmentVariables", Kind.MAP),
    ENTRYPOINT("entrypoint", Kind.LIST), CMD("cmd", Kind.LIST), API("predictApiSpecification", Kind.TEXT),
    ENDPOINTS("customHttpEndpoints", Kind.OBJECTS), DEFAULTS("defaultEnvironmentVariables", Kind.READ_ONLY);

    /// What a field takes.
    enum Kind {
        TYPE, SOURCE, TEXT, PORT, MAP, LIST, OBJECTS, READ_ONLY
    }

    private final String key;
    private final Kind kind;

    OciField(String key, Kind kind) {
        this.key = key;
        this.kind = kind;
    }

    String key() {
        return key;
    }

    Kind kind() {
        return kind;
    }

    static Optional<OciField> of(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }
}
