"""The real AWS provider 5.100.0 → its own schema, asked for by Terraform: the measure of the derived one."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.oracles.provider6 import terraform
from tests.oracles.provider6.modules import write_settings
from tests.oracles.provider6.provider import SOURCE
from tests.oracles.provider6.schema import ProviderSchema, decode
from tests.oracles.terraform.locate import Mirror, Missing

VERSION = "5.100.0"


class MissingProviderError(Exception):
    """The real provider can't be had; the message says where it was looked for."""


def read_real_schema(mirror: Mirror | Missing) -> ProviderSchema:
    """The real provider, from the mirror or, for want of one, the registry → ProviderSchema.

    Raises:
        MissingProviderError: the provider is not there.
    """
    with TemporaryDirectory(prefix="real-provider-") as folder:
        directory = Path(folder)
        wanted = {"aws": {"source": SOURCE, "version": VERSION}}
        text = json.dumps({"terraform": {"required_providers": wanted}})
        (directory / "main.tf.json").write_text(text, encoding="utf-8")
        match mirror:
            case Mirror(path=path):
                place, environment = f"the mirror {path}", {"TF_CLI_CONFIG_FILE": str(write_settings(directory, path))}
            case Missing(reason=reason):
                place, environment = f"the registry ({reason})", {}
        try:
            terraform.init(directory, environment)
        except terraform.TerraformError as error:
            raise MissingProviderError(f"AWS provider {VERSION} could not be had from {place}\n{error}") from None
        return decode(terraform.provider_schemas(directory)[SOURCE])
