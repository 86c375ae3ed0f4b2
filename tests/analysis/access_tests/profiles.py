"""Profiles with access tests → what comes out of them."""

import json
from typing import Any

from generator.diagnostics import DiagnosticError
from generator.pipeline.prove import Proofs, prove_profiles
from tests.compiler.profile_text import DEV, Json, persona

PIPELINE = "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/"
RUN = {
    "actions": "StartImagePipelineExecution",
    "resources": {"imagePipeline": "web-*"},
    "conditions": {"aws:ResourceTag/Team": "${principal.tag.Team}"},
}
READ = {"actions": ["GetImagePipeline", "ListImagePipelines"]}
WEB = {"aws:ResourceTag/Team": "web", "aws:PrincipalTag/Team": "web"}


def with_tests(*tests: Json, can: Any = (RUN, READ), cannot: Any = (), **more: Any) -> Json:
    """A profile of one persona with these access tests."""
    one = persona(list(can), list(cannot), tests=list(tests))
    return {"version": 1, "service": "imagebuilder", "targets": [DEV], "personas": {"a": one}, **more}


def proofs(written: Json) -> Proofs:
    return prove_profiles(["profiles.yaml"], {"profiles.yaml": json.dumps(written, indent=1)}.__getitem__)


def messages(written: Json) -> list[str]:
    """What does not hold, or what cannot be asked."""
    try:
        return [one.message for one in proofs(written).problems]
    except DiagnosticError as error:
        return [one.message for one in error.diagnostics]
