"""The names that the variables of modules and of the root module can have."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.compiler.problems import Problems
from generator.compiler.root import root_variables
from generator.model.module import Module
from generator.model.profile import Profiles
from generator.model.root import Variable

TERRAFORMS = ("count", "depends_on", "for_each", "lifecycle", "locals", "providers", "source", "version")
"""What no variable can be called, because a call of the module gives it another meaning.

Source: https://developer.hashicorp.com/terraform/language/block/variable
"""
OWN = (
    "account_assignments",
    "create",
    "description",
    "instance_arn",
    "name",
    "path",
    "permission_set_name",
    "permissions_boundary",
    "tags",
    "targets",
    "use_name_prefix",
    "users",
)
"""What modules call the variables that they have beside their inputs."""


def check_variable_names(profiles: Profiles, modules: Iterable[Module], problems: Problems) -> None:
    """Complains of inputs and personas that give two meanings to one variable."""
    named: dict[str, list[Variable]] = defaultdict(list)
    for one in root_variables(modules):
        named[one.name].append(one)
    meanings = _meanings(named)
    for one in profiles.inputs:
        if one.name in meanings:
            problems.error("input-name", f"`{one.name}` {meanings[one.name]}", one.at, "call the input otherwise")
    places = {one.name: one.at for one in profiles.personas}
    for name, several in named.items():
        if len(several) > 1:
            personas = " and ".join(f"`{one.persona}`" for one in several)
            message = f"the root module would have two variables `{name}`, of {personas}"
            problems.error("variable-twice", message, places[several[-1].persona], "give one of them another name")


def _meanings(named: Mapping[str, list[Variable]]) -> dict[str, str]:
    of_personas = {
        name: f"is what the root module calls a variable of the persona `{several[0].persona}`"
        for name, several in named.items()
    }
    terraforms = dict.fromkeys(TERRAFORMS, "is a word that Terraform keeps for itself")
    return of_personas | terraforms | dict.fromkeys(OWN, "is what modules call a variable that they have anyway")
