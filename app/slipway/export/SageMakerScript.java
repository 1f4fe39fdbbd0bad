package slipway.export;

import java.util.List;
import java.util.stream.Collectors;

import slipway.base.Quoted;

/// `deploy.sh`: sends the documents with the AWS CLI, once everything that only a person knows is there. Stateless.
final class SageMakerScript {
    private static final String STEM = "deploy";
    private static final String HEAD = """
            #!/bin/sh
            # Makes an endpoint of SageMaker from the documents beside this script, and waits until it is in service.
            #   ROLE_ARN  the role that SageMaker takes to read images and artifacts
            #   BUCKET    the S3 bucket with the artifacts
            set -eu
            cd "$(dirname "$0")"

            fail() {
              echo "deploy.sh: $1" >&2
              exit 1
            }

            : "${ROLE_ARN:?is not set: the ARN of the execution role}"
            : "${BUCKET:?is not set: the name of the S3 bucket}"
            case "$ROLE_ARN" in
              *[!A-Za-z0-9+=,.@_/:-]*) fail "ROLE_ARN is no ARN of a role: $ROLE_ARN" ;;
              arn:aws*:iam::*:role/?*) ;;
              *) fail "ROLE_ARN is no ARN of a role: $ROLE_ARN" ;;
            esac
            case "$BUCKET" in
              *[!a-z0-9.-]*) fail "BUCKET is no name of a bucket: $BUCKET" ;;
            esac

            # a document with the role and the bucket in it
            filled() {
              sed -e "s|<role ARN>|$ROLE_ARN|g" -e "s|<bucket>|$BUCKET|g" "$1"
            }

            """;

    private SageMakerScript() {}

    /// @param open placeholders that must not be left in `models`
    static ExportFile file(String endpoint, List<String> models, List<String> open) {
        var text = new StringBuilder(HEAD);
        String files = models.stream().map(Quoted::shell).collect(Collectors.joining(" "));
        if (!open.isEmpty()) {
            String patterns = open.stream().distinct().map(each -> "-e " + Quoted.shell(each))
                    .collect(Collectors.joining(" "));
            text.append("if grep -n -F ").append(patterns).append(' ').append(files)
                    .append(" /dev/null >&2; then\n  fail \"fill in what stands in < > first\"\nfi\n\n");
        }
        for (String model : models)
            text.append("aws sagemaker create-model --cli-input-json \"$(filled ").append(Quoted.shell(model))
                    .append(")\"\n");
        text.append("aws sagemaker create-endpoint-config --cli-input-json file://").append(SageMakerTarget.CONFIG)
                .append("\naws sagemaker create-endpoint --cli-input-json file://").append(SageMakerTarget.ENDPOINT)
                .append("\naws sagemaker wait endpoint-in-service --endpoint-name ").append(Quoted.shell(endpoint))
                .append('\n');
        return new ExportFile(STEM + ".sh", text.toString(), ExportFile.Language.SHELL);
    }
}
