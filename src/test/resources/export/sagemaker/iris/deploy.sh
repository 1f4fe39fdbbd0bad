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

if grep -n -F -e '<account>.dkr.ecr.<region>.amazonaws.com' blue.create-model.json green.create-model.json /dev/null >&2; then
  fail "fill in what stands in < > first"
fi

aws sagemaker create-model --cli-input-json "$(filled blue.create-model.json)"
aws sagemaker create-model --cli-input-json "$(filled green.create-model.json)"
aws sagemaker create-endpoint-config --cli-input-json file://create-endpoint-config.json
aws sagemaker create-endpoint --cli-input-json file://create-endpoint.json
aws sagemaker wait endpoint-in-service --endpoint-name iris
