package slipway.catalog;

import java.util.List;

import slipway.base.Text;

/// Something worth knowing about a model's files; `rule` is stable (`mlflow/missing-signature`), the text is
/// `finding.RULE` with `/` as `.`, filled with `args`. `file` is relative to the model.
public record Finding(String rule, Severity severity, List<Object> args, String file) {
    public Finding {
        args = List.copyOf(args);
    }

    public enum Severity {
        ERROR, WARNING, INFO
    }

    public String message() {
        return Text.of("finding." + rule.replace('/', '.'), args.toArray());
    }
}
