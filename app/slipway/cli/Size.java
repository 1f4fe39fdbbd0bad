package slipway.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import slipway.base.Text;
import slipway.rehearse.Sizes;

/// `800MB`, `1.2GB`, `2GiB`; a bare number is bytes.
record Size(long bytes) {
    static final class Reader implements ITypeConverter<Size> {
        @Override
        public Size convert(String text) {
            return new Size(Sizes.parse(text)
                    .orElseThrow(() -> new TypeConversionException(Text.of("cli.size-form", text))));
        }
    }
}
